package io.arcipelago.tests.road;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What an instance leaves on this machine outside its data directory: network namespaces,
 * interfaces, nftables tables, control groups, mounts, loop devices and processes. Other instances'
 * things are not seen, because tests of several trees may run on one machine.
 */
final class Traces {

    private static final Pattern OTHER_INSTANCE = Pattern.compile(".*\\barc[0-9a-f]{10}.*");

    private Traces() {}

    /** Everything that carries the instance's mark or mentions its data directory. */
    static Set<String> of(Product product) {
        String mark = "arc" + digest(product.instance()).substring(0, 6);
        String data = product.data().toString();
        Set<String> found = new TreeSet<>();
        Predicate<String> ours = line -> line.contains(mark) || line.contains(data);
        collect(found, "namespace", ours, "ip", "netns", "list");
        collect(found, "interface", ours, "ip", "-oneline", "link");
        collect(found, "route", ours, "ip", "route");
        collect(found, "table", ours, "nft", "list", "tables");
        collect(found, "loop device", ours, "losetup", "--list", "--noheadings");
        collect(found, "mount", ours, "cat", "/proc/self/mounts");
        collect(found, "control group", ours, "find", "/sys/fs/cgroup", "-type", "d");
        collect(found, "process", ours, "ps", "-eo", "pid,args");
        return found;
    }

    /**
     * What is on the machine and belongs to no instance that marks its things, to be compared
     * before and after.
     */
    static Set<String> unmarked() {
        Set<String> found = new TreeSet<>();
        Predicate<String> unmarked = line -> !OTHER_INSTANCE.matcher(line).matches();
        collect(found, "namespace", unmarked, "ip", "netns", "list");
        collect(
                found,
                "interface",
                unmarked,
                "sh",
                "-c",
                "ip -oneline link | awk -F': ' '{print $2}'");
        collect(found, "table", unmarked, "nft", "list", "tables");
        return found;
    }

    /** Whether the machine forwards packets, {@code 0} or {@code 1}. */
    static String forwarding() {
        try {
            return Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether any instance on this machine has a way out for its servers at the moment. */
    static boolean anyEgress() {
        return OTHER_INSTANCE
                .matcher(Commands.run("nft", "list", "tables").output().replace('\n', ' '))
                .matches();
    }

    private static void collect(
            Set<String> found, String kind, Predicate<String> wanted, String... command) {
        Commands.run(command)
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(wanted)
                .forEach(line -> found.add(kind + " " + line));
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
