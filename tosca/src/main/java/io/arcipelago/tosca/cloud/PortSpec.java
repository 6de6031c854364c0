package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * Ports to open towards a server.
 *
 * @param name the key in the template, such as {@code http}
 * @param protocol tcp, udp, icmp or igmp
 * @param fromPort first port, 1 to 65535; 0 for a protocol without ports
 * @param toPort last port; the same as the first for a single one
 * @param remoteCidr who may reach them; everybody when empty
 */
public record PortSpec(
        String name, String protocol, int fromPort, int toPort, Optional<String> remoteCidr) {}
