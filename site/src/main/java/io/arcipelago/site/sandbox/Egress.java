package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a site's external networks to the Internet: one nftables table of the machine.
 *
 * <p>IPv4 forwarding is switched on for the first table of any instance, and set back to what it
 * was when the last one goes. Without a default route, or if the machine refuses, servers have no
 * Internet and everything else works.
 */
final class Egress {

    private static final Logger LOG = LoggerFactory.getLogger(Egress.class);
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final Path SHARED = Path.of("/run/arcipelago");
    private static final Path ORIGINAL = SHARED.resolve("ip_forward.original");
    private static final Pattern OUR_TABLE = Pattern.compile("table ip arc[0-9a-f]{10}");

    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final String table;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Ipv4Subnet> subnets = new TreeMap<>();

    Egress(SandboxNames names) {
        table = names.tag();
    }

    void ensure(Ipv4Subnet subnet, String externalInterface) {
        lock.lock();
        try {
            subnets.put(externalInterface, subnet);
            apply();
        } finally {
            lock.unlock();
        }
    }

    void remove(String externalInterface) {
        lock.lock();
        try {
            subnets.remove(externalInterface);
            apply();
        } finally {
            lock.unlock();
        }
    }

    void retain(Set<String> externalInterfaces) {
        lock.lock();
        try {
            subnets.keySet().retainAll(externalInterfaces);
            apply();
        } finally {
            lock.unlock();
        }
    }

    private void apply() {
        if (subnets.isEmpty()) {
            release(table);
            return;
        }
        Optional<String> device = Machine.defaultRouteDevice();
        if (device.isEmpty()) {
            LOG.warn("This machine has no default route: servers get no Internet");
            return;
        }
        Command.Result result =
                Command.attempt(
                        ruleset(device.get()), Duration.ofSeconds(10), List.of("nft", "-f", "-"));
        if (!result.succeeded()) {
            LOG.warn("Servers get no Internet: nft says {}", result.errors().strip());
            return;
        }
        switchForwardingOn();
        warnOfDroppingFirewall();
    }

    private String ruleset(String device) {
        StringBuilder text = new StringBuilder();
        text.append("table ip %s\ndelete table ip %s\n".formatted(table, table));
        text.append("table ip %s {\n".formatted(table));
        text.append("  chain source {\n");
        text.append("    type nat hook postrouting priority srcnat;\n");
        subnets.forEach((leg, subnet) ->
                text.append(
                        "    ip saddr %s oifname \"%s\" masquerade\n"
                                .formatted(subnet.notation(), device)));
        text.append("  }\n  chain forward {\n");
        text.append("    type filter hook forward priority filter;\n");
        subnets.forEach((leg, subnet) ->
                text.append(
                        "    iifname \"%s\" accept\n    oifname \"%s\" accept\n"
                                .formatted(leg, leg)));
        return text.append("  }\n}\n").toString();
    }

    private static void warnOfDroppingFirewall() {
        Command.Result chain = Command.attempt("nft", "list", "chain", "ip", "filter", "FORWARD");
        if (chain.output().contains("policy drop")) {
            LOG.warn(
                    "This machine's own firewall drops forwarded packets by default: servers get"
                            + " no Internet until it accepts the site's external subnet");
        }
    }

    private static void switchForwardingOn() {
        locked(() -> {
            String now = Files.readString(FORWARDING).strip();
            if (!Files.exists(ORIGINAL)) {
                Files.writeString(ORIGINAL, now);
            }
            if (!now.equals("1")) {
                Files.writeString(FORWARDING, "1");
            }
        });
    }

    /** Removes a site's table; with the last one, forwarding returns to what it was. */
    static void release(String table) {
        Command.attempt("nft", "delete", "table", "ip", table);
        locked(() -> {
            boolean used =
                    OUR_TABLE.matcher(Command.attempt("nft", "list", "tables").output()).find();
            if (!used && Files.exists(ORIGINAL)) {
                Files.writeString(FORWARDING, Files.readString(ORIGINAL));
                Files.delete(ORIGINAL);
            }
        });
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Other instances on this machine share the setting, so a file lock guards it. */
    private static void locked(Change change) {
        try {
            Files.createDirectories(SHARED);
            makeAlone(change);
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot switch IPv4 forwarding on this machine: " + e.getMessage(), e);
        }
    }

    private static void makeAlone(Change change) throws IOException {
        WITHIN_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(
                                SHARED.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid()) {
                change.make();
            }
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }
}
