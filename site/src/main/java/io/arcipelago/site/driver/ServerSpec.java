package io.arcipelago.site.driver;

import java.util.List;
import java.util.Optional;

/**
 * A server to boot.
 *
 * @param id the Nova server id
 * @param hostname its host name
 * @param image the name of the image it boots from
 * @param vcpus processors
 * @param ramMib memory in MiB
 * @param diskGib root disk in GiB
 * @param ports its network interfaces in order; the first carries the default route
 * @param authorizedKeys SSH public keys for the image's default user
 * @param userData cloud-init user data in clear, if any was given
 * @param firewall what its security groups let through
 * @param attachments volumes present at boot
 */
public record ServerSpec(
        String id,
        String hostname,
        String image,
        int vcpus,
        int ramMib,
        int diskGib,
        List<Port> ports,
        List<String> authorizedKeys,
        Optional<String> userData,
        List<FirewallRule> firewall,
        List<Attachment> attachments) {

    public ServerSpec {
        ports = List.copyOf(ports);
        authorizedKeys = List.copyOf(authorizedKeys);
        firewall = List.copyOf(firewall);
        attachments = List.copyOf(attachments);
    }

    /**
     * A network interface.
     *
     * @param macAddress in colon notation
     * @param address the fixed address with prefix length, such as {@code 10.0.0.7/24}
     * @param gateway the network's gateway address, empty if it has none
     */
    public record Port(
            String id,
            String networkId,
            String macAddress,
            String address,
            Optional<String> gateway) {}
}
