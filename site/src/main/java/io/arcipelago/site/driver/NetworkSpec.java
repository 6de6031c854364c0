package io.arcipelago.site.driver;

/**
 * A network's layer-2 segment.
 *
 * @param id the Neutron network id
 * @param external whether this is the site's external network, which the machine itself routes to
 * @param cidr the IPv4 subnet, such as {@code 10.0.0.0/24}
 * @param gateway the gateway's IPv4 address within it
 */
public record NetworkSpec(String id, boolean external, String cidr, String gateway) {}
