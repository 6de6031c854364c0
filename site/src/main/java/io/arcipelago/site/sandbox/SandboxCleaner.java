package io.arcipelago.site.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes everything an instance's sites left on this machine: processes, namespaces, interfaces,
 * nftables tables, control groups and loop devices. Disks and volumes stay.
 */
public final class SandboxCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxCleaner.class);
    private static final String USAGE = "Usage: SandboxCleaner --instance ID [--data DIR]";

    private SandboxCleaner() {}

    /** Removes what all sites of an instance left, except loop devices of volumes. */
    public static void removeAll(String instance) {
        String prefix = SandboxNames.instancePrefix(instance);
        // Mounts of servers live in their mount namespaces, so they go with the processes.
        Namespaces.startingWith(prefix).forEach(Namespaces::remove);
        Namespaces.machineLinksStartingWith(prefix)
                .forEach(link -> Command.attempt("ip", "link", "delete", link));
        ControlGroups.remove(prefix, List.of());
        Matcher tables =
                Pattern.compile("table ip (" + prefix + "[0-9a-f]{4})\\b")
                        .matcher(Command.attempt("nft", "list", "tables").output());
        List<String> found = new ArrayList<>();
        while (tables.find()) {
            found.add(Objects.requireNonNull(tables.group(1)));
        }
        found.forEach(Egress::release);
    }

    /** As {@link #removeAll(String)}, and the loop devices of volumes below a directory. */
    public static void removeAll(String instance, Path dataDir) {
        removeAll(instance);
        try {
            Volumes.detachAll(dataDir.toRealPath());
        } catch (IOException e) {
            LOG.debug("No volumes below {}: {}", dataDir, e.getMessage());
        }
    }

    /** For a launcher's stop: {@code --instance ID [--data DIR]}. */
    public static void main(String[] arguments) {
        String instance = option(arguments, "--instance");
        if (instance.isEmpty()) {
            System.err.println(USAGE);
            System.exit(2);
        }
        String data = option(arguments, "--data");
        if (data.isEmpty()) {
            removeAll(instance);
        } else {
            removeAll(instance, Path.of(data));
        }
    }

    private static String option(String[] arguments, String name) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return "";
    }
}
