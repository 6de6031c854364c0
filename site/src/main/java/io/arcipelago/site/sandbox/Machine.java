package io.arcipelago.site.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What this machine offers, found out by trying. */
final class Machine {

    private static final List<String> TOOLS =
            List.of("ip", "nft", "unshare", "nsenter", "mount", "pivot_root", "mknod", "losetup");

    /** Run in namespaces of its own: everything a server needs, undone by its end. */
    private static final String TRIAL =
            """
            set -e
            cd "$1"
            mkdir lower upper work root
            mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work root
            mount -t proc proc root
            ip link add trial0 type veth peer name trial1
            ip link add trial2 type bridge
            nft add table inet trial
            """;

    private Machine() {}

    /** Why sandboxes cannot run here, in words for an operator; empty if they can. */
    static Optional<String> unavailableReason(Path imagesDir) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("sandboxes need Linux, this is " + System.getProperty("os.name"));
        }
        if (!Command.attempt("id", "-u").output().strip().equals("0")) {
            return Optional.of("sandboxes need root; run as root or use the simulated driver");
        }
        for (String tool : TOOLS) {
            if (Command.attempt("sh", "-c", "command -v \"$0\"", tool).exitCode() != 0) {
                return Optional.of(
                        "the program '%s' is missing; install iproute2, nftables, util-linux, coreutils"
                                .formatted(tool));
            }
        }
        Optional<String> refused = tryNamespaces();
        if (refused.isPresent()) {
            return refused;
        }
        return BaseImage.isComplete(imagesDir)
                ? Optional.empty()
                : Optional.of(
                        "the Debian tree %s is not built; run io.arcipelago.site.sandbox.BaseImage %s"
                                .formatted(imagesDir.resolve(BaseImage.NAME), imagesDir));
    }

    private static Optional<String> tryNamespaces() {
        Path directory;
        try {
            directory = Files.createTempDirectory("arcipelago-trial");
        } catch (IOException e) {
            return Optional.of("no temporary directory can be made: " + e.getMessage());
        }
        Command.Result result =
                Command.attempt(
                        "",
                        Duration.ofSeconds(20),
                        List.of(
                                "unshare",
                                "--mount",
                                "--pid",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--cgroup",
                                "--fork",
                                "--kill-child",
                                "--",
                                "sh",
                                "-c",
                                TRIAL,
                                "trial",
                                directory.toString()));
        Command.attempt("rm", "-rf", "--one-file-system", "--", directory.toString());
        return result.succeeded()
                ? Optional.empty()
                : Optional.of(
                        "this machine refuses namespaces, overlay mounts, bridges or nftables: "
                                + result.errors().strip());
    }

    /** The interface of the IPv4 default route. */
    static Optional<String> defaultRouteDevice() {
        List<String> words =
                List.of(
                        Command.attempt("ip", "-4", "route", "show", "default")
                                .output()
                                .strip()
                                .split("\\s+"));
        int at = words.indexOf("dev");
        return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }

    /**
     * The size of the largest packet towards the Internet, in bytes: a server that sent larger ones
     * would hang wherever path discovery is filtered.
     */
    static int mtu() {
        return defaultRouteDevice()
                .map(device -> Path.of("/sys/class/net", device, "mtu"))
                .flatMap(Machine::read)
                .map(text -> Math.min(1500, Integer.parseInt(text)))
                .orElse(1500);
    }

    /** The content of a small file without the last line end; empty if it cannot be read. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
