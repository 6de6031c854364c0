package io.arcipelago.site.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits of a server's memory, processors, processes and devices through control groups, version 2
 * or 1, as the machine has them. A controller that refuses is logged and left out.
 */
final class ControlGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String PERIOD_MICROSECONDS = "100000";
    private static final String MAX_PROCESSES = "4096";

    /** Null, zero, full, random, urandom, tty, ptmx and terminals. */
    private static final List<String> DEVICES =
            List.of(
                    "c 1:3 rwm",
                    "c 1:5 rwm",
                    "c 1:7 rwm",
                    "c 1:8 rwm",
                    "c 1:9 rwm",
                    "c 5:0 rwm",
                    "c 5:2 rwm",
                    "c 136:* rwm");

    private ControlGroups() {}

    /** Makes a group; the result are the files that a process writes its id to, to join it. */
    static List<Path> create(String name, int vcpus, int ramMib, List<String> blockDevices) {
        long memoryBytes = ramMib * 1024L * 1024L;
        String quota = Long.toString(vcpus * Long.parseLong(PERIOD_MICROSECONDS));
        List<Path> joinable = new ArrayList<>();
        if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
            join(
                    joinable,
                    ROOT.resolve(name),
                    () -> {
                        enableVersion2();
                        Path group = Files.createDirectories(ROOT.resolve(name));
                        write(group, "memory.max", Long.toString(memoryBytes));
                        write(group, "cpu.max", quota + " " + PERIOD_MICROSECONDS);
                        write(group, "pids.max", MAX_PROCESSES);
                    });
            return joinable;
        }
        version1(
                joinable,
                "memory",
                name,
                group -> write(group, "memory.limit_in_bytes", Long.toString(memoryBytes)));
        version1(
                joinable,
                "cpu",
                name,
                group -> {
                    write(group, "cpu.cfs_period_us", PERIOD_MICROSECONDS);
                    write(group, "cpu.cfs_quota_us", quota);
                });
        version1(joinable, "pids", name, group -> write(group, "pids.max", MAX_PROCESSES));
        version1(
                joinable,
                "devices",
                name,
                group -> {
                    write(group, "devices.deny", "a");
                    for (String device : DEVICES) {
                        write(group, "devices.allow", device);
                    }
                    for (String device : blockDevices) {
                        write(group, "devices.allow", "b " + device + " rwm");
                    }
                });
        if (joinable.isEmpty()) {
            LOG.warn("No control groups under {}: servers run without limits", ROOT);
        }
        return joinable;
    }

    /** Lets a server open a block device, or no longer. */
    static void permit(String name, String majorMinor, boolean allowed) {
        Path group = ROOT.resolve("devices").resolve(name);
        if (Files.isDirectory(group)) {
            try {
                write(
                        group,
                        allowed ? "devices.allow" : "devices.deny",
                        "b " + majorMinor + " rwm");
            } catch (IOException e) {
                LOG.warn("Device {} of {}: {}", majorMinor, name, e.getMessage());
            }
        }
    }

    /** Removes the groups whose names begin so, except those named; their processes are gone. */
    static void remove(String prefix, List<String> kept) {
        List<Path> parents = new ArrayList<>(List.of(ROOT));
        for (String controller : List.of("memory", "cpu", "pids", "devices")) {
            parents.add(ROOT.resolve(controller));
        }
        for (Path parent : parents) {
            try (Stream<Path> groups = Files.list(parent)) {
                groups.filter(group -> group.getFileName().toString().startsWith(prefix))
                        .filter(group -> !kept.contains(group.getFileName().toString()))
                        .forEach(ControlGroups::removeGroup);
            } catch (IOException e) {
                LOG.debug("No control groups in {}: {}", parent, e.getMessage());
            }
        }
    }

    /** A group stays busy for a moment after its last process was killed. */
    private static void removeGroup(Path group) {
        for (int tries = 0; tries < 200; tries++) {
            try {
                Files.deleteIfExists(group);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        LOG.warn("Control group {} stays busy; remove it with rmdir", group);
    }

    private interface Setup {
        void make() throws IOException;
    }

    private interface GroupSetup {
        void make(Path group) throws IOException;
    }

    private static void version1(
            List<Path> joinable, String controller, String name, GroupSetup setup) {
        if (Files.isDirectory(ROOT.resolve(controller))) {
            Path group = ROOT.resolve(controller).resolve(name);
            join(
                    joinable,
                    group,
                    () -> {
                        Files.createDirectories(group);
                        setup.make(group);
                    });
        }
    }

    private static void join(List<Path> joinable, Path group, Setup setup) {
        try {
            setup.make();
            joinable.add(group.resolve("cgroup.procs"));
        } catch (IOException e) {
            LOG.warn("Servers run without the limits of {}: {}", group, e.getMessage());
            if (Files.isDirectory(group)) {
                removeGroup(group);
            }
        }
    }

    private static void enableVersion2() throws IOException {
        for (String controller : List.of("+memory", "+cpu", "+pids")) {
            write(ROOT, "cgroup.subtree_control", controller);
        }
    }

    private static void write(Path group, String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value);
    }
}
