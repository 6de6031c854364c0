package io.arcipelago.tosca.cloud;

/**
 * The connection of a server to a network.
 *
 * @param order of the interface on the server, 0 first
 */
public record PortNode(String name, String networkNode, String computeNode, long order) {}
