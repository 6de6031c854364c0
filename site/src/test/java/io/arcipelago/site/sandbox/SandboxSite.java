package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;

/** A site of real sandboxes for a test; closing it removes whatever the test left. */
final class SandboxSite implements AutoCloseable {

    static final FirewallRule EGRESS = new FirewallRule("egress", "any", 0, 65535, "0.0.0.0/0");
    static final FirewallRule SSH = tcp(22);
    static final FirewallRule PING = new FirewallRule("ingress", "icmp", 0, 65535, "0.0.0.0/0");
    static final String SITE = "ELBA";

    final String instance;
    final Path directory;
    final SandboxDriver driver;

    /** The first three octets of the external network, from the range for benchmarks. */
    final String external;

    private final Path key;

    private SandboxSite(Path directory, String instance, String external) throws IOException {
        this.directory = directory;
        this.instance = instance;
        this.external = external;
        driver =
                new SandboxDriver(
                        instance, SITE, directory.resolve("site"), BaseImage.defaultDirectory());
        key = directory.resolve("key");
        if (!Files.exists(key)) {
            Command.run("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", key.toString());
        }
    }

    /** Skips the test where sandboxes cannot run, except in continuous integration. */
    static SandboxSite open(Path directory) throws IOException {
        requireSandboxes();
        return new SandboxSite(directory, "test-" + UUID.randomUUID(), freeNetwork());
    }

    /** Another instance on this machine, such as a demonstration, has networks of its own. */
    private static String freeNetwork() throws IOException {
        List<String> taken =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .map(InetAddress::getHostAddress)
                        .toList();
        while (true) {
            String candidate = "198.18." + ThreadLocalRandom.current().nextInt(256);
            if (taken.stream().noneMatch(address -> address.startsWith(candidate + "."))) {
                return candidate;
            }
        }
    }

    /** The same site as another process sees it after the first one died. */
    static SandboxSite reopen(Path directory, String instance, String external) throws IOException {
        return new SandboxSite(directory, instance, external);
    }

    static void requireSandboxes() {
        try {
            BaseImage.ensure(BaseImage.defaultDirectory(), System.out::println);
        } catch (SiteDriverException e) {
            System.out.println("The Debian tree cannot be built: " + e.getMessage());
        }
        Optional<String> reason = SandboxDriver.unavailableReason();
        if (reason.isPresent()) {
            System.out.println("Sandboxes are not tested here: " + reason.get());
            assertThat(System.getenv("CI")).as(reason.get()).isNotEqualTo("true");
        }
        Assumptions.assumeTrue(reason.isEmpty(), reason.orElse(""));
    }

    static FirewallRule tcp(int port) {
        return new FirewallRule("ingress", "tcp", port, port, "0.0.0.0/0");
    }

    void externalNetwork() {
        driver.ensureNetwork(new NetworkSpec("ext", true, external + ".0/24", external + ".1"));
    }

    void tenantNetwork(String id) {
        driver.ensureNetwork(new NetworkSpec(id, false, "10.0.0.0/24", "10.0.0.1"));
    }

    /** A router whose floating addresses stand for fixed ones, both by their last octet. */
    void router(String id, int lastOctet, String network, Map<Integer, Integer> floating) {
        List<RouterSpec.FloatingIp> addresses = new ArrayList<>();
        new TreeMap<>(floating)
                .forEach((outside, inside) ->
                        addresses.add(
                                new RouterSpec.FloatingIp(
                                        external + "." + outside, "10.0.0." + inside)));
        driver.ensureRouter(
                new RouterSpec(
                        id,
                        "ext",
                        external + "." + lastOctet,
                        List.of(new RouterSpec.Interface(network, "10.0.0.1/24")),
                        addresses));
    }

    ServerSpec server(String id, String network, int lastOctet, String userData)
            throws IOException {
        return new ServerSpec(
                id,
                id,
                "debian-12",
                1,
                512,
                10,
                List.of(
                        new ServerSpec.Port(
                                "port-" + id,
                                network,
                                "fa:16:3e:00:00:%02x".formatted(lastOctet),
                                "10.0.0." + lastOctet + "/24",
                                Optional.of("10.0.0.1"))),
                List.of(Files.readString(Path.of(key + ".pub"))),
                Optional.of(userData).filter(text -> !text.isEmpty()),
                List.of(SSH, PING, EGRESS),
                List.of());
    }

    /** Waits until the console shows a line with this text. */
    List<String> awaitConsole(String serverId, String text) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> driver.console(serverId, 500),
                        lines -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    /** Pins the host key that the server printed, as a client of a cloud does. */
    void pin(String serverId, String address) throws IOException {
        List<String> lines = awaitConsole(serverId, "-----END SSH HOST KEY KEYS-----");
        int begin = lines.lastIndexOf("-----BEGIN SSH HOST KEY KEYS-----");
        String known =
                lines.subList(begin + 1, lines.size()).stream()
                        .filter(line -> line.startsWith("ssh-ed25519 "))
                        .findFirst()
                        .orElseThrow();
        Files.writeString(knownHosts(address), address + " " + known + "\n");
    }

    private Path knownHosts(String address) {
        return directory.resolve("known-hosts-" + address);
    }

    /** Runs a command on the server by SSH as its default user, with the pinned host key. */
    Command.Result ssh(String address, String... command) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "ssh",
                                "-F",
                                "/dev/null",
                                "-i",
                                key.toString(),
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "StrictHostKeyChecking=yes",
                                "-o",
                                "UserKnownHostsFile=" + knownHosts(address),
                                "-o",
                                "ConnectTimeout=5",
                                "debian@" + address));
        words.addAll(List.of(command));
        return Command.attempt("", Duration.ofMinutes(2), words);
    }

    /** The output of a command that has to succeed on the server. */
    String onServer(String address, String command) {
        Command.Result result = ssh(address, command);
        assertThat(result.exitCode()).as("%s: %s", command, result.errors()).isZero();
        return result.output().strip();
    }

    /** Everything on the machine that bears the instance's or the directory's name. */
    List<String> leftovers() throws IOException {
        String prefix = SandboxNames.instancePrefix(instance);
        List<String> found = new ArrayList<>();
        Namespaces.startingWith(prefix).forEach(name -> found.add("namespace " + name));
        Namespaces.machineLinksStartingWith(prefix).forEach(name -> found.add("link " + name));
        Command.run("nft", "list", "tables")
                .lines()
                .filter(line -> line.contains(prefix))
                .forEach(found::add);
        Files.readString(Path.of("/proc/self/mountinfo"))
                .lines()
                .filter(line -> line.contains(prefix) || line.contains(directory.toString()))
                .forEach(line -> found.add("mount " + line));
        Command.run("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE")
                .lines()
                .filter(line -> line.contains(directory.toString()))
                .forEach(line -> found.add("loop device " + line));
        Command.run("find", "/sys/fs/cgroup", "-maxdepth", "2", "-name", prefix + "*")
                .lines()
                .forEach(line -> found.add("control group " + line));
        Command.run("ps", "-eo", "pid,args")
                .lines()
                .filter(line -> line.contains(directory.resolve("site/servers").toString()))
                .forEach(line -> found.add("process " + line));
        return found;
    }

    @Override
    public void close() {
        SandboxCleaner.removeAll(instance, directory);
    }
}
