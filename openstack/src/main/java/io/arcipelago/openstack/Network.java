package io.arcipelago.openstack;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A Neutron network.
 *
 * @param external whether floating IPs come from it ({@code router:external})
 * @param isDefault whether it is the site's default external network
 */
public record Network(
        String id,
        String name,
        String description,
        String projectId,
        boolean external,
        boolean shared,
        boolean isDefault,
        String status,
        Optional<Integer> mtu,
        List<String> subnetIds,
        List<String> tags) {

    static Network from(JsonNode node) {
        return new Network(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.text(node, "project_id"),
                Json.bool(node, "router:external"),
                Json.bool(node, "shared"),
                Json.bool(node, "is_default"),
                Json.text(node, "status"),
                node.path("mtu").isNumber()
                        ? Optional.of(node.path("mtu").asInt())
                        : Optional.empty(),
                Json.texts(node, "subnets"),
                Json.texts(node, "tags"));
    }
}
