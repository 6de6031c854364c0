package io.arcipelago.openstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A server in full.
 *
 * @param taskState what is being done to it, such as {@code spawning} or {@code deleting}
 * @param imageId empty for a server that boots from a volume
 */
public record Server(
        String id,
        String name,
        ServerStatus status,
        Optional<String> taskState,
        Optional<ServerFault> fault,
        List<ServerAddress> addresses,
        Map<String, String> metadata,
        String flavorId,
        Optional<String> imageId,
        Optional<String> keyName,
        List<String> securityGroups,
        List<String> volumeIds,
        Optional<Instant> created) {

    static Server from(JsonNode node) {
        return new Server(
                Json.id(node),
                Json.text(node, "name"),
                ServerStatus.of(Json.text(node, "status")),
                Json.optionalText(node, "OS-EXT-STS:task_state"),
                node.path("fault").isObject()
                        ? Optional.of(
                                new ServerFault(
                                        Json.integer(node.path("fault"), "code"),
                                        Json.text(node.path("fault"), "message")))
                        : Optional.empty(),
                addresses(node.path("addresses")),
                Json.textMap(node, "metadata"),
                Json.text(node.path("flavor"), "id"),
                Json.optionalText(node.path("image"), "id"),
                Json.optionalText(node, "key_name"),
                members(node.path("security_groups"), "name"),
                members(node.path("os-extended-volumes:volumes_attached"), "id"),
                Json.time(node, "created"));
    }

    private static List<ServerAddress> addresses(JsonNode networks) {
        List<ServerAddress> addresses = new ArrayList<>();
        networks.properties()
                .forEach(network ->
                        network.getValue()
                                .forEach(address ->
                                        addresses.add(address(network.getKey(), address))));
        return List.copyOf(addresses);
    }

    private static ServerAddress address(String network, JsonNode node) {
        return new ServerAddress(
                network,
                Json.text(node, "addr"),
                Json.integer(node, "version"),
                Json.text(node, "OS-EXT-IPS:type").equals("floating"),
                Json.text(node, "OS-EXT-IPS-MAC:mac_addr"));
    }

    private static List<String> members(JsonNode array, String member) {
        List<String> members = new ArrayList<>();
        array.forEach(element -> members.add(Json.text(element, member)));
        return List.copyOf(members);
    }
}
