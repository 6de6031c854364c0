package io.arcipelago.site.state;

import java.util.List;

/**
 * A port with its one IPv4 address.
 *
 * @param deviceId the server or router it belongs to, or empty
 */
public record Port(
        String id,
        String projectId,
        String networkId,
        String subnetId,
        String address,
        String macAddress,
        String name,
        String description,
        String deviceId,
        String deviceOwner,
        List<String> securityGroupIds,
        List<String> tags)
        implements NetworkObject {

    /** The device owner of a router's leg on a tenant network. */
    public static final String ROUTER_INTERFACE = "network:router_interface";

    /** The device owner of a server's interface. */
    public static final String COMPUTE = "compute:nova";

    public Port withDevice(String id, String owner) {
        return new Port(
                this.id,
                projectId,
                networkId,
                subnetId,
                address,
                macAddress,
                name,
                description,
                id,
                owner,
                securityGroupIds,
                tags);
    }

    public Port withSecurityGroups(List<String> replaced) {
        return new Port(
                id,
                projectId,
                networkId,
                subnetId,
                address,
                macAddress,
                name,
                description,
                deviceId,
                deviceOwner,
                List.copyOf(replaced),
                tags);
    }

    @Override
    public Port withTags(List<String> replaced) {
        return new Port(
                id,
                projectId,
                networkId,
                subnetId,
                address,
                macAddress,
                name,
                description,
                deviceId,
                deviceOwner,
                securityGroupIds,
                List.copyOf(replaced));
    }
}
