package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * A volume on a server; each instance of the server gets a volume of its own.
 *
 * @param location where to mount it, such as /data
 * @param device device name asked for
 * @param fsType file system to make
 */
public record VolumeAttachment(
        String computeNode,
        String volumeNode,
        Optional<String> location,
        Optional<String> device,
        Optional<String> fsType) {}
