package io.arcipelago.openstack;

/** A port's address on a subnet. */
public record FixedIp(String subnetId, String address) {}
