package io.arcipelago.openstack;

/** A project that the caller may scope to. */
public record Project(String id, String name, String domainId, boolean enabled) {}
