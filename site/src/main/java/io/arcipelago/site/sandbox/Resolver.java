package io.arcipelago.site.sandbox;

import java.nio.file.Path;
import java.util.List;

/** The name servers that a server can reach: the machine's, without those on its loopback. */
final class Resolver {

    private static final List<Path> CANDIDATES =
            List.of(Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));

    private Resolver() {}

    /** The text of a server's {@code /etc/resolv.conf}; a comment if nothing is reachable. */
    static String configuration() {
        for (Path candidate : CANDIDATES) {
            String usable = usable(Machine.read(candidate).orElse(""));
            if (usable.contains("nameserver")) {
                return usable;
            }
        }
        return "# This machine resolves names on its loopback only, which servers cannot reach.\n";
    }

    static String usable(String text) {
        StringBuilder kept = new StringBuilder();
        text.lines()
                .filter(line -> line.matches("(nameserver|search|options)\\s.*"))
                .filter(line -> !line.matches("nameserver\\s+(127\\.|::1).*"))
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }
}
