package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A kind of server that a template asks for.
 *
 * @param count how many servers of this kind
 * @param numCpus fewest virtual CPUs
 * @param memSizeBytes least memory
 * @param diskSizeBytes least root disk
 * @param instanceType flavor asked for by name; wins over the numbers
 * @param os what the image must be
 * @param ports that must be reachable from outside
 * @param osUsers accounts to create
 * @param operations to run on it, in lifecycle order
 */
public record ComputeNode(
        String name,
        int count,
        OptionalLong numCpus,
        OptionalLong memSizeBytes,
        OptionalLong diskSizeBytes,
        Optional<String> instanceType,
        OperatingSystem os,
        List<PortSpec> ports,
        List<OsUser> osUsers,
        Map<String, String> tags,
        List<Operation> operations) {

    /**
     * What is known of the wanted operating system; an image must match whatever is given.
     *
     * @param image image asked for by name; wins over the rest
     * @param type such as linux
     * @param distribution such as debian
     * @param version such as 12 or 24.04
     * @param architecture such as x86_64
     */
    public record OperatingSystem(
            Optional<String> image,
            Optional<String> type,
            Optional<String> distribution,
            Optional<String> version,
            Optional<String> architecture) {}
}
