package io.arcipelago.openstack;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A port to create.
 *
 * @param securityGroupIds empty for the project's default group
 */
public record PortRequest(
        String networkId, String name, String description, List<String> securityGroupIds) {

    public PortRequest {
        securityGroupIds = List.copyOf(securityGroupIds);
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode port =
                body.putObject("port")
                        .put("network_id", networkId)
                        .put("name", name)
                        .put("description", description);
        if (!securityGroupIds.isEmpty()) {
            ArrayNode groups = port.putArray("security_groups");
            securityGroupIds.forEach(groups::add);
        }
        return body;
    }
}
