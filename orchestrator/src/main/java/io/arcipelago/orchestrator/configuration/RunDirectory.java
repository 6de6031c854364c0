package io.arcipelago.orchestrator.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of one run of Ansible. Only we may read them, and those that hold secrets are removed
 * when the run is over.
 */
final class RunDirectory {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** Makes the directory of a deployment's runs, or finds it. */
    static RunDirectory of(Path parent, String deployment) {
        Path path = parent.resolve("runs").resolve(deployment);
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return new RunDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the run directory " + path, e);
        }
    }

    Path path() {
        return path;
    }

    Path playbook() {
        return path.resolve("site.json");
    }

    Path inventory() {
        return path.resolve("inventory.json");
    }

    Path configuration() {
        return path.resolve("ansible.cfg");
    }

    Path processFile() {
        return path.resolve("process");
    }

    Path key() {
        return path.resolve("key");
    }

    Path knownHosts() {
        return path.resolve("known_hosts");
    }

    void write(ConfigurationRequest request, Path ansible, int forks) {
        writeKey(request.hosts(), request.privateKey());
        write("inventory.json", JSON.writeValueAsString(inventory(request)));
        write("ansible.cfg", settings(ansible, forks));
        List<Object> plays = new ArrayList<>();
        for (int i = 0; i < request.plays().size(); i++) {
            Play play = request.plays().get(i);
            write("vars-%d.json".formatted(i), JSON.writeValueAsString(play.variables()));
            plays.addAll(plays(ansible, play, path.resolve("vars-%d.json".formatted(i))));
        }
        // JSON is YAML, and quotes everything that YAML would guess about.
        write("site.json", JSON.writeValueAsString(plays));
    }

    /** The files that a login needs: the private key and the host keys that must be shown. */
    void writeKey(List<ManagedHost> hosts, String privateKey) {
        write("key", privateKey);
        write(
                "known_hosts",
                hosts.stream()
                        .flatMap(
                                host -> host.hostKeys().stream().map(k -> host.address() + " " + k))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Groups are named after nodes; the variables' names are those that playbooks know from IM. */
    private static Map<String, Object> inventory(ConfigurationRequest request) {
        Map<String, Object> groups = new TreeMap<>();
        Map<String, Object> everybody = new LinkedHashMap<>();
        for (ManagedHost host : request.hosts()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("ansible_host", host.address());
            variables.put("ansible_user", host.user());
            variables.put("IM_NODE_HOSTNAME", host.name());
            variables.put("IM_NODE_NUM", host.index());
            host.privateAddress().ifPresent(it -> variables.put("IM_NODE_PRIVATE_IP", it));
            variables.put("arcipelago_volumes", host.disks());
            host.publicAddress().ifPresent(it -> variables.put("IM_NODE_PUBLIC_IP", it));
            everybody.put(host.name(), variables);
        }
        request.hosts().stream()
                .collect(Collectors.groupingBy(ManagedHost::node))
                .forEach((node, hosts) -> {
                    Map<String, Object> members = new LinkedHashMap<>();
                    hosts.forEach(host -> members.put(host.name(), Map.of()));
                    groups.put(node, Map.of("hosts", members));
                });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hosts", everybody);
        all.put("vars", Map.of("IM_INFRASTRUCTURE_ID", request.deployment()));
        groups.put("allnowindows", Map.of("hosts", hostNames(request)));
        all.put("children", groups);
        return Map.of("all", all);
    }

    private static Map<String, Object> hostNames(ConfigurationRequest request) {
        Map<String, Object> names = new LinkedHashMap<>();
        request.hosts().forEach(host -> names.put(host.name(), Map.of()));
        return names;
    }

    private String settings(Path ansible, int forks) {
        return """
        [defaults]
        inventory = %1$s
        roles_path = %2$s/roles
        callback_plugins = %2$s/callback_plugins
        stdout_callback = arcipelago_events
        bin_ansible_callbacks = False
        private_key_file = %3$s
        forks = %4$d
        timeout = 20
        host_key_checking = True
        retry_files_enabled = False
        interpreter_python = /usr/bin/python3
        local_tmp = %5$s/tmp
        deprecation_warnings = False
        nocows = True
        [ssh_connection]
        pipelining = True
        retries = 2
        ssh_args = -o ControlMaster=auto -o ControlPersist=20s -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=%6$s -o PreferredAuthentications=publickey
        control_path = /tmp/arcipelago-%%%%C
        """
                .formatted(inventory(), ansible, key(), forks, path, knownHosts());
    }

    /** Playbooks are written for the server itself; here they run from outside on its group. */
    private static List<Object> plays(Path ansible, Play play, Path variables) {
        Path playbook = ansible.resolve(stripFolder(play.playbook())).normalize();
        if (!playbook.startsWith(ansible) || !Files.isRegularFile(playbook)) {
            throw new MissingPlaybookException(play.playbook());
        }
        try {
            Object read =
                    new Load(LoadSettings.builder().setLabel(play.playbook()).build())
                            .loadFromString(Files.readString(playbook));
            List<Object> plays = new ArrayList<>();
            if (read instanceof List<?> list) {
                for (Object entry : list) {
                    plays.add(redirected(entry, play, variables));
                }
            }
            return plays;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + playbook, e);
        }
    }

    private static String stripFolder(String playbook) {
        return playbook.startsWith("ansible/") ? playbook.substring("ansible/".length()) : playbook;
    }

    private static Map<String, Object> redirected(
            @org.jspecify.annotations.Nullable Object entry, Play play, Path variables) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (entry instanceof Map<?, ?> map) {
            map.forEach((key, value) -> result.put(String.valueOf(key), value));
        }
        result.put("hosts", play.hostNode());
        result.remove("connection");
        result.put("become", true);
        result.put("vars_files", List.of(variables.toString()));
        return result;
    }

    /** Removes everything: each run writes its files anew. */
    void removeSecrets() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear the run directory " + path, e);
        }
    }

    private void write(String name, String content) {
        Path file = path.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A play names a playbook that the catalogue does not have. */
    static final class MissingPlaybookException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MissingPlaybookException(String playbook) {
            super("The catalogue has no playbook " + playbook);
        }
    }
}
