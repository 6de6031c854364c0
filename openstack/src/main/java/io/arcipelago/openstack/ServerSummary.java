package io.arcipelago.openstack;

/** A line of the brief server list, which costs the site no calls to Neutron. */
public record ServerSummary(String id, String name) {}
