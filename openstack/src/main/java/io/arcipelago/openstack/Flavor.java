package io.arcipelago.openstack;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A server size.
 *
 * @param extraSpecs empty where the site does not tell them in lists (before microversion 2.61)
 */
public record Flavor(
        String id,
        String name,
        int vcpus,
        int ramMib,
        int diskGib,
        int ephemeralGib,
        boolean isPublic,
        Map<String, String> extraSpecs) {

    static Flavor from(JsonNode node) {
        return new Flavor(
                Json.id(node),
                Json.text(node, "name"),
                Json.integer(node, "vcpus"),
                Json.integer(node, "ram"),
                Json.integer(node, "disk"),
                Json.integer(node, "OS-FLV-EXT-DATA:ephemeral"),
                Json.bool(node, "os-flavor-access:is_public"),
                Json.textMap(node, "extra_specs"));
    }
}
