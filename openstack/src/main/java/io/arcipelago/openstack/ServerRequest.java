package io.arcipelago.openstack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server to create.
 *
 * @param nics its network interfaces in order
 * @param securityGroups ids; they apply to the ports that Nova makes, not to ports given by id
 * @param userData cloud-init user data in clear; encoded on the wire, left out of {@code toString}
 */
public record ServerRequest(
        String name,
        String flavorId,
        String imageId,
        List<Nic> nics,
        List<String> securityGroups,
        Optional<String> keyName,
        Optional<String> userData,
        Optional<String> availabilityZone,
        Map<String, String> metadata) {

    public ServerRequest {
        nics = List.copyOf(nics);
        securityGroups = List.copyOf(securityGroups);
        metadata = Map.copyOf(metadata);
    }

    /** A network interface: on a network, where Nova makes the port, or an existing port. */
    public sealed interface Nic {

        record OnNetwork(String networkId) implements Nic {}

        record OfPort(String portId) implements Nic {}
    }

    public static ServerRequest of(
            String name, String flavorId, String imageId, Map<String, String> metadata) {
        return new ServerRequest(
                name,
                flavorId,
                imageId,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                metadata);
    }

    public ServerRequest withNics(List<Nic> wanted) {
        return new ServerRequest(
                name,
                flavorId,
                imageId,
                wanted,
                securityGroups,
                keyName,
                userData,
                availabilityZone,
                metadata);
    }

    public ServerRequest withSecurityGroups(List<String> ids) {
        return new ServerRequest(
                name, flavorId, imageId, nics, ids, keyName, userData, availabilityZone, metadata);
    }

    public ServerRequest withKeyName(String key) {
        return new ServerRequest(
                name,
                flavorId,
                imageId,
                nics,
                securityGroups,
                Optional.of(key),
                userData,
                availabilityZone,
                metadata);
    }

    public ServerRequest withUserData(String clear) {
        return new ServerRequest(
                name,
                flavorId,
                imageId,
                nics,
                securityGroups,
                keyName,
                Optional.of(clear),
                availabilityZone,
                metadata);
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode server = body.putObject("server");
        server.put("name", name).put("flavorRef", flavorId).put("imageRef", imageId);
        if (!nics.isEmpty()) {
            ArrayNode networks = server.putArray("networks");
            for (Nic nic : nics) {
                switch (nic) {
                    case Nic.OnNetwork(String networkId) ->
                            networks.addObject().put("uuid", networkId);
                    case Nic.OfPort(String portId) -> networks.addObject().put("port", portId);
                }
            }
        }
        if (!securityGroups.isEmpty()) {
            ArrayNode groups = server.putArray("security_groups");
            securityGroups.forEach(group -> groups.addObject().put("name", group));
        }
        keyName.ifPresent(key -> server.put("key_name", key));
        userData.ifPresent(clear ->
                server.put(
                        "user_data",
                        Base64.getEncoder()
                                .encodeToString(clear.getBytes(StandardCharsets.UTF_8))));
        availabilityZone.ifPresent(zone -> server.put("availability_zone", zone));
        if (!metadata.isEmpty()) {
            ObjectNode pairs = server.putObject("metadata");
            new LinkedHashMap<>(metadata).forEach(pairs::put);
        }
        return body;
    }

    @Override
    public String toString() {
        return "ServerRequest[name="
                + name
                + ", flavorId="
                + flavorId
                + ", imageId="
                + imageId
                + "]";
    }
}
