package io.arcipelago.openstack;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A server size.
 *
 * @param swapMib 0 without swap, which Nova writes as an empty text
 * @param description told from microversion 2.55 on, else empty
 * @param disabled whether new servers may no longer have it
 * @param extraSpecs empty where the site does not tell them in lists (before microversion 2.61)
 */
public record Flavor(
        String id,
        String name,
        String description,
        int vcpus,
        int ramMib,
        int diskGib,
        int swapMib,
        int ephemeralGib,
        boolean disabled,
        boolean isPublic,
        Map<String, String> extraSpecs) {

    /** An enabled one without swap and description. */
    public Flavor(
            String id,
            String name,
            int vcpus,
            int ramMib,
            int diskGib,
            int ephemeralGib,
            boolean isPublic,
            Map<String, String> extraSpecs) {
        this(id, name, "", vcpus, ramMib, diskGib, 0, ephemeralGib, false, isPublic, extraSpecs);
    }

    static Flavor from(JsonNode node) {
        return new Flavor(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.count(node, "vcpus"),
                Json.count(node, "ram"),
                Json.count(node, "disk"),
                Json.count(node, "swap"),
                Json.count(node, "OS-FLV-EXT-DATA:ephemeral"),
                Json.bool(node, "OS-FLV-DISABLED:disabled"),
                Json.bool(node, "os-flavor-access:is_public"),
                Json.textMap(node, "extra_specs"));
    }
}
