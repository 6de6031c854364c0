package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that ssh needs, and the commands that use them. What the service names is checked
 * before it becomes part of a command that somebody pastes into a shell.
 */
record SshFiles(
        Path key, String keyText, Path knownHosts, String knownHostsText, List<String> commands) {

    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_.-]{0,63}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,253}");
    private static final Pattern HOST_KEY = Pattern.compile("[ -~]{1,4000}");

    static SshFiles of(Credentials credentials, Path directory) {
        Path key = directory.resolve("key");
        Path knownHosts = directory.resolve("known_hosts");
        String user = checked(credentials.user(), USER, "user name");
        List<String> commands =
                credentials.hosts().stream()
                        .map(host -> checked(host.address(), ADDRESS, "address"))
                        .map(address -> command(key, knownHosts, user, address))
                        .toList();
        String hosts =
                credentials.hosts().stream()
                        .flatMap(host -> host.hostKeys().stream())
                        .map(line -> checked(line, HOST_KEY, "host key") + "\n")
                        .collect(Collectors.joining());
        // OpenSSH rejects a key file that does not end in a line break.
        return new SshFiles(
                key, credentials.privateKey().stripTrailing() + "\n", knownHosts, hosts, commands);
    }

    private static String command(Path key, Path knownHosts, String user, String address) {
        return "ssh -i %s -o IdentitiesOnly=yes -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes %s@%s"
                .formatted(quoted(key), quoted(knownHosts), user, address);
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String checked(String text, Pattern form, String what) {
        if (!form.matcher(text).matches()) {
            throw new CliFailure("The service named a %s that cannot be used".formatted(what));
        }
        return text;
    }

    @Override
    public String toString() {
        return "SshFiles[" + key + "]";
    }
}
