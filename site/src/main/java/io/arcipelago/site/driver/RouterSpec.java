package io.arcipelago.site.driver;

import java.util.List;

/**
 * A router between one external network and tenant networks.
 *
 * @param id the Neutron router id
 * @param externalNetworkId the network of its gateway
 * @param externalAddress its own address there, used for source translation of outgoing traffic
 * @param interfaces its addresses on tenant networks
 * @param floatingIps the external addresses it translates
 */
public record RouterSpec(
        String id,
        String externalNetworkId,
        String externalAddress,
        List<Interface> interfaces,
        List<FloatingIp> floatingIps) {

    public RouterSpec {
        interfaces = List.copyOf(interfaces);
        floatingIps = List.copyOf(floatingIps);
    }

    /**
     * The router's leg on a tenant network.
     *
     * @param address the gateway address with prefix length, such as {@code 10.0.0.1/24}
     */
    public record Interface(String networkId, String address) {}

    /** An external address and the fixed address it stands for. */
    public record FloatingIp(String externalAddress, String fixedAddress) {}
}
