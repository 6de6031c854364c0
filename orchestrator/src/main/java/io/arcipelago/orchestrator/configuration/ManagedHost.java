package io.arcipelago.orchestrator.configuration;

import java.util.List;
import java.util.Optional;

/**
 * A server to configure.
 *
 * @param name the name in the inventory, unique within the deployment, such as {@code server_0}
 * @param node the TOSCA node template that it is an instance of
 * @param index which instance, from 0
 * @param address where SSH answers
 * @param user who to log in as; may use sudo without password
 * @param hostKeys its public host keys as {@code type base64}, read from its console; the login is
 *     refused if the server shows another one
 * @param disks volumes to mount
 */
public record ManagedHost(
        String name,
        String node,
        int index,
        String address,
        String user,
        List<String> hostKeys,
        Optional<String> privateAddress,
        Optional<String> publicAddress,
        List<Disk> disks) {

    public ManagedHost {
        hostKeys = List.copyOf(hostKeys);
        disks = List.copyOf(disks);
    }

    /**
     * A volume that the server sees and is to mount.
     *
     * @param volumeId the site's id; the device may carry it
     * @param device the name that was asked for, such as {@code /dev/vdb}
     * @param location where to mount it
     * @param fsType the file system to make if it has none
     */
    public record Disk(String volumeId, String device, String location, String fsType) {}
}
