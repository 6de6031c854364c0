package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers: a disk, a network namespace, a control group, and the processes within. */
final class Servers {

    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long STOP_LIMIT_SECONDS = 8;

    private final SandboxNames names;
    private final Path directory;
    private final Path imagesDir;
    private final Fabric fabric;
    private final BlockDevices devices;

    Servers(
            SandboxNames names,
            Path directory,
            Path imagesDir,
            Fabric fabric,
            BlockDevices devices) {
        this.names = names;
        this.directory = directory;
        this.imagesDir = imagesDir;
        this.fabric = fabric;
        this.devices = devices;
    }

    ServerHome home(String serverId) {
        return new ServerHome(directory.resolve(SandboxNames.checkedId("server", serverId)));
    }

    boolean isRunning(String serverId) {
        return home(serverId).holder().isPresent();
    }

    void ensure(ServerSpec server) {
        ServerHome home = home(server.id());
        if (home.holder().isPresent()) {
            Firewall.apply(names.serverNamespace(server.id()), server.firewall());
            attach(server.id(), server.attachments());
            return;
        }
        Path tree = BaseImage.tree(imagesDir, server.image());
        BootFiles boot = BootFiles.of(server);
        release(server.id());
        try {
            connect(server);
            home.prepare();
            // Recorded first, so that a failure half-way gives every loop device back.
            home.writeAttachments(server.attachments());
            List<BlockDevices.Node> nodes = devices.open(server.attachments());
            home.writeBoot(
                    boot,
                    nodes.stream().map(BlockDevices.Node::line).collect(Collectors.joining()));
            List<Path> groups =
                    ControlGroups.create(
                            names.serverNamespace(server.id()),
                            server.vcpus(),
                            server.ramMib(),
                            nodes.stream().map(BlockDevices.Node::majorMinor).toList());
            start(server.id(), home, tree, boot.hostname(), groups);
        } catch (SiteDriverException e) {
            release(server.id());
            throw e;
        }
    }

    private void connect(ServerSpec server) {
        String namespace = names.serverNamespace(server.id());
        Namespaces.create(namespace);
        // Neighbours that remember the address at a former server learn the new one at once.
        Command.runWithInput(
                "1",
                "nsenter",
                "--net=/run/netns/" + namespace,
                "tee",
                "/proc/sys/net/ipv4/conf/all/arp_notify");
        Firewall.apply(namespace, server.firewall());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < server.ports().size(); i++) {
            ServerSpec.Port port = server.ports().get(i);
            if (!port.macAddress().matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")) {
                throw new SiteDriverException(
                        "Port %s has the MAC address '%s'; write it as fa:16:3e:00:00:01"
                                .formatted(port.id(), port.macAddress()));
            }
            String inside = "eth" + i;
            fabric.plug(
                    port.networkId(),
                    namespace,
                    inside,
                    SandboxNames.inner('p', port.id()),
                    "address " + port.macAddress());
            lines.add(
                    "address add %s dev %s"
                            .formatted(Ipv4Subnet.parse(port.address()).notation(), inside));
            lines.add("link set " + inside + " up");
            Optional<String> gateway = port.gateway();
            if (i == 0 && gateway.isPresent()) {
                lines.add("route add default via " + Ipv4Subnet.parse(gateway.get()).host());
            }
        }
        if (!lines.isEmpty()) {
            Namespaces.ip(namespace, lines);
        }
    }

    private void start(
            String serverId, ServerHome home, Path tree, String hostname, List<Path> groups) {
        String joined = groups.stream().map(Path::toString).collect(Collectors.joining(":"));
        ProcessBuilder.Redirect console = ProcessBuilder.Redirect.appendTo(home.console().toFile());
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    home.directory().resolve("enter.sh").toString(),
                                    names.serverNamespace(serverId),
                                    joined,
                                    home.directory().resolve("boot.sh").toString(),
                                    tree.toString(),
                                    home.directory().toString(),
                                    hostname,
                                    Capabilities.DROPPED)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(console)
                            .redirectError(console)
                            .start();
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Server %s cannot start: %s".formatted(serverId, e.getMessage()), e);
        }
        home.remember(process.toHandle());
        awaitInit(serverId, home, process);
    }

    private static void awaitInit(String serverId, ServerHome home, Process process) {
        long deadline = System.nanoTime() + START_LIMIT_NANOS;
        while (!init(process.toHandle()).filter(Servers::runsInit).isPresent()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new SiteDriverException(
                        "Server %s did not start: %s"
                                .formatted(serverId, String.join("; ", home.consoleTail(3))));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static boolean runsInit(ProcessHandle first) {
        return Machine.read(Path.of("/proc", Long.toString(first.pid()), "comm"))
                .filter("init"::equals)
                .isPresent();
    }

    /** The server's first process: the only child of the one that holds the namespaces. */
    static Optional<ProcessHandle> init(ProcessHandle holder) {
        try (Stream<ProcessHandle> children = holder.children()) {
            return children.findFirst();
        }
    }

    void attach(String serverId, List<Attachment> attachments) {
        ServerHome home = home(serverId);
        Optional<ProcessHandle> init = home.holder().flatMap(Servers::init);
        if (init.isEmpty()) {
            throw new SiteDriverException("Server %s is not running".formatted(serverId));
        }
        devices.change(
                names.serverNamespace(serverId), init.get().pid(), home.attachments(), attachments);
        home.writeAttachments(attachments);
    }

    void firewall(String serverId, List<FirewallRule> rules) {
        String namespace = names.serverNamespace(serverId);
        if (Namespaces.exists(namespace)) {
            Firewall.apply(namespace, rules);
        }
    }

    /** Asks the server to power off, then pulls the plug. */
    void stop(String serverId) {
        Optional<ProcessHandle> holder = home(serverId).holder();
        if (holder.isPresent()) {
            init(holder.get()).ifPresent(ProcessHandle::destroy);
            try {
                holder.get().onExit().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException e) {
                init(holder.get()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        release(serverId);
    }

    void remove(String serverId) {
        release(serverId);
        home(serverId).delete();
    }

    /** Ends the server's processes and gives back all but its disk. */
    void release(String serverId) {
        ServerHome home = home(serverId);
        String namespace = names.serverNamespace(serverId);
        home.holder().flatMap(Servers::init).ifPresent(ProcessHandle::destroyForcibly);
        Namespaces.remove(namespace);
        ControlGroups.remove(namespace, List.of());
        devices.close(home.attachments());
    }

    /** The ids of all servers with a directory on this site. */
    List<String> present() {
        try (Stream<Path> homes = Files.list(directory)) {
            return homes.map(path -> path.getFileName().toString()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot list %s: %s".formatted(directory, e.getMessage()), e);
        }
    }
}
