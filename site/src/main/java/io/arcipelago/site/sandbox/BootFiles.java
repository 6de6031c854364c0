package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a server finds in {@code /run/arcipelago} when it boots: its identity, and scripts that do
 * the essentials of cloud-init. A pure translation of the server's specification.
 */
final class BootFiles {

    /** The user of the Debian tree that gets the server's keys. */
    static final String DEFAULT_USER = "debian";

    private static final Pattern HOSTNAME =
            Pattern.compile(
                    "(?=.{1,63}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

    private static final String FUNCTIONS =
            """
            here=/run/arcipelago
            warn() { echo "cloud-init: warning: $*"; }
            add_keys() {
                home=$(getent passwd "$1" | cut -d: -f6)
                group=$(id -gn "$1")
                install -d -m 700 -o "$1" -g "$group" "$home/.ssh"
                cat "$2" >>"$home/.ssh/authorized_keys"
                chown "$1:$group" "$home/.ssh/authorized_keys"
                chmod 600 "$home/.ssh/authorized_keys"
            }
            """;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder configure = new StringBuilder(FUNCTIONS);
    private final StringBuilder finish = new StringBuilder(FUNCTIONS);
    private final String hostname;

    private BootFiles(ServerSpec server) {
        CloudConfig config = cloudConfig(server.userData().orElse(""));
        hostname = config.hostname().orElse(server.hostname());
        if (!isHostname(hostname)) {
            throw new SiteDriverException(
                    "'%s' is no host name; use letters, digits and '-'".formatted(hostname));
        }
        text("hostname", hostname + "\n");
        text("hosts", hosts(server));
        config.warnings().forEach(warning -> line(configure, "warn " + quoted(warning)));
        List<String> keys = new ArrayList<>(server.authorizedKeys());
        keys.addAll(config.sshAuthorizedKeys());
        addKeys(DEFAULT_USER, keys);
        config.users().forEach(this::addUser);
        config.writtenFiles().forEach(this::writeFile);
        addPackages(config);
        config.commands().forEach(this::runStep);
        text("configure.sh", configure.toString());
        text("finish.sh", finish.toString());
    }

    static BootFiles of(ServerSpec server) {
        return new BootFiles(server);
    }

    /** The host name that holds after user data had its say. */
    String hostname() {
        return hostname;
    }

    /** Contents by file name. */
    Map<String, byte[]> files() {
        return Map.copyOf(files);
    }

    static boolean isHostname(String text) {
        return HOSTNAME.matcher(text).matches();
    }

    /** A text as one word of a POSIX shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private CloudConfig cloudConfig(String userData) {
        if (userData.isBlank()) {
            return CloudConfig.empty();
        }
        if (userData.startsWith("#cloud-config")) {
            return CloudConfig.parse(userData);
        }
        if (userData.startsWith("#!")) {
            text("user-data", userData);
            line(finish, "chmod 700 \"$here/user-data\"");
            line(finish, "cd /");
            line(
                    finish,
                    "\"$here/user-data\" || warn \"user data script failed with exit code $?\"");
        } else {
            line(configure, "warn 'user data is neither a #! script nor a #cloud-config; ignored'");
        }
        return CloudConfig.empty();
    }

    private String hosts(ServerSpec server) {
        String shortName = hostname.split("\\.", 2)[0];
        String own = shortName.equals(hostname) ? hostname : hostname + " " + shortName;
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        if (server.ports().isEmpty()) {
            text.append("127.0.1.1 ").append(own).append('\n');
        } else {
            text.append(Ipv4Subnet.parse(server.ports().getFirst().address()).host())
                    .append(' ')
                    .append(own)
                    .append('\n');
        }
        return text.toString();
    }

    private void addKeys(String user, List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        String file = "keys-" + user;
        text(file, String.join("\n", keys.stream().map(String::strip).toList()) + "\n");
        line(configure, "add_keys %s \"$here/%s\"".formatted(user, file));
    }

    private void addUser(CloudConfig.User user) {
        line(
                configure,
                "id %1$s >/dev/null 2>&1 || useradd --create-home --user-group --shell %2$s %1$s"
                        .formatted(user.name(), quoted(user.shell())));
        for (String group : user.groups()) {
            line(
                    configure,
                    "{ getent group %1$s >/dev/null || groupadd %1$s; } && usermod -aG %1$s %2$s"
                            .formatted(quoted(group), user.name()));
        }
        if (user.sudo().isPresent()) {
            String file = "sudo-" + user.name();
            text(file, "%s %s\n".formatted(user.name(), user.sudo().get()));
            line(
                    configure,
                    "install -m 440 \"$here/%1$s\" /etc/sudoers.d/91-%2$s"
                            .formatted(file, user.name()));
        }
        addKeys(user.name(), user.sshAuthorizedKeys());
    }

    private void writeFile(CloudConfig.WrittenFile file) {
        String source = "file-" + files.size();
        files.put(source, file.bytes());
        String path = quoted(file.path());
        line(configure, "mkdir -p \"$(dirname %s)\"".formatted(path));
        line(
                configure,
                "(umask 077 && cat \"$here/%s\" %s%s)"
                        .formatted(source, file.append() ? ">>" : ">", path));
        line(configure, "chmod %s %s".formatted(file.permissions(), path));
        line(
                configure,
                "chown %s %s || warn 'write_files: owner not changed'"
                        .formatted(quoted(file.owner()), path));
    }

    private void addPackages(CloudConfig config) {
        if (config.packageUpdate() || !config.packages().isEmpty()) {
            line(finish, "apt-get update -q || warn 'package update failed'");
        }
        if (!config.packages().isEmpty()) {
            line(
                    finish,
                    "DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends -- %s || warn 'package installation failed'"
                            .formatted(String.join(" ", config.packages())));
        }
    }

    /** A command is a process of its own, so that one that exits does not end those after it. */
    private void runStep(String command) {
        line(
                finish,
                "sh -c %s || warn \"runcmd failed with exit code $?\"".formatted(quoted(command)));
    }

    private void text(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder script, String line) {
        script.append(line).append('\n');
    }
}
