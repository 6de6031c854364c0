package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * A block storage volume.
 *
 * @param sizeBytes more than 0
 * @param type volume type of the site, when asked for
 */
public record VolumeNode(String name, long sizeBytes, Optional<String> type) {}
