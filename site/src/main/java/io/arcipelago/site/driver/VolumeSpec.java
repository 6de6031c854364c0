package io.arcipelago.site.driver;

/** A volume: its Cinder id and its size in GiB. */
public record VolumeSpec(String id, int sizeGib) {}
