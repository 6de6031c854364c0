package io.arcipelago.site.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The part of cloud-init's {@code #cloud-config} that a sandbox understands.
 *
 * @param hostname overrides the server's own
 * @param sshAuthorizedKeys further keys of the default user
 * @param commands {@code runcmd}, each ready for a shell
 * @param warnings what was asked for and is not done, for the console
 */
record CloudConfig(
        Optional<String> hostname,
        List<String> sshAuthorizedKeys,
        List<User> users,
        List<WrittenFile> writtenFiles,
        boolean packageUpdate,
        List<String> packages,
        List<String> commands,
        List<String> warnings) {

    /**
     * A further user; {@code sudo} is a rule of sudoers, such as {@code ALL=(ALL) NOPASSWD:ALL}.
     */
    record User(
            String name,
            List<String> groups,
            String shell,
            Optional<String> sudo,
            List<String> sshAuthorizedKeys) {}

    /** A file to write; permissions are octal digits, the owner is {@code user:group}. */
    record WrittenFile(
            String path,
            String content,
            boolean base64,
            String owner,
            String permissions,
            boolean append) {

        byte[] bytes() {
            return base64
                    ? Base64.getMimeDecoder().decode(content)
                    : content.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> USER_KEYS =
            Set.of(
                    "name",
                    "groups",
                    "shell",
                    "sudo",
                    "ssh_authorized_keys",
                    "gecos",
                    "lock_passwd");

    static CloudConfig empty() {
        return new Reader().finished();
    }

    /** Reads a document; whatever cannot be done becomes a warning, nothing is an error. */
    static CloudConfig parse(String text) {
        Reader reader = new Reader();
        try {
            JsonNode document = YAML.readTree(text);
            if (document.isObject()) {
                document.properties().forEach(reader::key);
            } else {
                reader.warnings.add("#cloud-config is not a mapping; ignored");
            }
        } catch (JacksonException e) {
            reader.warnings.add("#cloud-config is not valid YAML: " + e.getOriginalMessage());
        }
        return reader.finished();
    }

    private static final class Reader {

        private Optional<String> hostname = Optional.empty();
        private final List<String> keys = new ArrayList<>();
        private final List<User> users = new ArrayList<>();
        private final List<WrittenFile> files = new ArrayList<>();
        private boolean packageUpdate;
        private final List<String> packages = new ArrayList<>();
        private final List<String> commands = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        CloudConfig finished() {
            return new CloudConfig(
                    hostname,
                    List.copyOf(keys),
                    List.copyOf(users),
                    List.copyOf(files),
                    packageUpdate,
                    List.copyOf(packages),
                    List.copyOf(commands),
                    List.copyOf(warnings));
        }

        void key(Map.Entry<String, JsonNode> entry) {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "hostname" -> hostname(value.asString(""));
                case "ssh_authorized_keys" -> keys.addAll(strings(value));
                case "users" -> value.valueStream().forEach(this::user);
                case "write_files" -> value.valueStream().forEach(this::file);
                case "package_update" -> packageUpdate = value.asBoolean(false);
                case "packages" -> value.valueStream().forEach(this::packageName);
                case "runcmd" -> value.valueStream().forEach(this::command);
                default -> warnings.add("'%s' is not supported; ignored".formatted(entry.getKey()));
            }
        }

        private void hostname(String wanted) {
            if (BootFiles.isHostname(wanted)) {
                hostname = Optional.of(wanted);
            } else {
                warnings.add("'%s' is no host name; ignored".formatted(wanted));
            }
        }

        private void user(JsonNode node) {
            if (node.isString()) {
                if (!node.asString().equals("default")) {
                    warnings.add("users: '%s' needs a mapping".formatted(node.asString()));
                }
                return;
            }
            String name = node.path("name").asString("");
            if (!name.matches("[a-z_][a-z0-9_-]{0,31}")) {
                warnings.add("users: '%s' is no user name; ignored".formatted(name));
                return;
            }
            node.propertyNames().stream()
                    .filter(key -> !USER_KEYS.contains(key))
                    .forEach(key ->
                            warnings.add(
                                    "users: '%s' of %s is not supported; ignored"
                                            .formatted(key, name)));
            List<String> sudo = strings(node.path("sudo"));
            users.add(
                    new User(
                            name,
                            strings(node.path("groups")).stream()
                                    .flatMap(part -> List.of(part.split("[,\\s]+")).stream())
                                    .filter(group -> !group.isEmpty())
                                    .toList(),
                            node.path("shell").asString("/bin/bash"),
                            sudo.stream().findFirst(),
                            strings(node.path("ssh_authorized_keys"))));
        }

        private void file(JsonNode node) {
            String path = node.path("path").asString("");
            String permissions = node.path("permissions").asString("0644");
            if (!path.startsWith("/") || !permissions.matches("[0-7]{3,4}")) {
                warnings.add(
                        "write_files: path '%s' or permissions '%s' not usable; ignored"
                                .formatted(path, permissions));
                return;
            }
            String encoding = node.path("encoding").asString("text/plain");
            if (!List.of("text/plain", "b64", "base64").contains(encoding)) {
                warnings.add(
                        "write_files: encoding '%s' of %s is not supported; ignored"
                                .formatted(encoding, path));
                return;
            }
            WrittenFile file =
                    new WrittenFile(
                            path,
                            node.path("content").asString(""),
                            !encoding.equals("text/plain"),
                            node.path("owner").asString("root:root"),
                            permissions,
                            node.path("append").asBoolean(false));
            try {
                file.bytes();
                files.add(file);
            } catch (IllegalArgumentException e) {
                warnings.add("write_files: %s is not base64; ignored".formatted(path));
            }
        }

        private void packageName(JsonNode node) {
            String name = node.asString("");
            if (name.matches("[a-z0-9][a-z0-9+.:-]*(=[A-Za-z0-9.+:~-]+)?")) {
                packages.add(name);
            } else {
                warnings.add("packages: '%s' is no package name; ignored".formatted(name));
            }
        }

        private void command(JsonNode node) {
            if (node.isArray()) {
                commands.add(
                        String.join(" ", strings(node).stream().map(BootFiles::quoted).toList()));
            } else {
                commands.add(node.asString(""));
            }
        }

        private static List<String> strings(JsonNode node) {
            if (node.isArray()) {
                return node.valueStream().map(item -> item.asString("")).toList();
            }
            return node.isString() ? List.of(node.asString()) : List.of();
        }
    }
}
