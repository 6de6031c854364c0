package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * A block storage volume.
 *
 * @param sizeBytes more than 0
 * @param type volume type of the site, when asked for
 */
public record VolumeNode(String name, long sizeBytes, Optional<String> type) {

    private static final long GIB = 1024L * 1024 * 1024;

    /** The size in whole GiB, as Cinder counts; never smaller than asked for. */
    public int sizeGib() {
        return (int) Math.max(1, (sizeBytes + GIB - 1) / GIB);
    }
}
