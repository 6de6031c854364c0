package io.arcipelago.openstack;

/**
 * The project that a client works in.
 *
 * @param description empty where the caller may not read the project itself
 */
public record ProjectDetails(String id, String name, String domainId, String description) {}
