package io.arcipelago.openstack;

/**
 * An address of a server.
 *
 * @param network the network's name
 * @param floating whether it is a floating IP rather than a fixed one
 */
public record ServerAddress(
        String network, String address, int ipVersion, boolean floating, String macAddress) {}
