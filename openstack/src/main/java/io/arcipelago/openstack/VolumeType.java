package io.arcipelago.openstack;

/** A kind of storage that volumes can be made of. */
public record VolumeType(String id, String name, boolean isPublic) {}
