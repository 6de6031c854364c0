package io.arcipelago.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells whether a local port is free and, on Linux, which program listens on it. */
public final class PortOwner {

    private static final String LISTEN = "0A";

    private PortOwner() {}

    /** Whether a server could listen on this port of 127.0.0.1. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The program on this port, such as {@code nginx (process 812)}, as far as it can be seen. */
    public static String describe(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            sockets.addAll(listeningSockets(Path.of("/proc/net/tcp"), port));
            sockets.addAll(listeningSockets(Path.of("/proc/net/tcp6"), port));
            return owner(sockets).orElse("another program");
        } catch (IOException noProcFileSystem) {
            return "another program";
        }
    }

    private static Set<String> listeningSockets(Path table, int port) throws IOException {
        Set<String> inodes = new HashSet<>();
        String suffix = String.format(":%04X", port);
        List<String> lines = Files.readAllLines(table);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTEN)) {
                inodes.add("socket:[" + columns[9] + "]");
            }
        }
        return inodes;
    }

    private static Optional<String> owner(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOneOf(process.pid(), sockets))
                .findFirst()
                .map(process ->
                        process.info().command().orElse("a program")
                                + " (process "
                                + process.pid()
                                + ")");
    }

    private static boolean holdsOneOf(long pid, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
