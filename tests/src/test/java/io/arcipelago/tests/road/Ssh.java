package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Logs in to a deployment's server with OpenSSH and nothing but what the product hands out. */
final class Ssh implements AutoCloseable {

    private final Path directory;
    private final String login;

    private Ssh(Path directory, String login) {
        this.directory = directory;
        this.login = login;
    }

    static Ssh to(Deployed deployment) {
        JsonNode credentials = deployment.owner().get(deployment.path() + "/credentials").body();
        JsonNode host = credentials.path("hosts").path(0);
        List<String> hostKeys = new ArrayList<>();
        host.path("hostKeys").forEach(line -> hostKeys.add(line.asString("")));
        assertThat(hostKeys).as("host keys in %s", host).isNotEmpty();
        try {
            Path directory = Files.createTempDirectory("arcipelago-ssh");
            Path key =
                    Files.createFile(
                            directory.resolve("key"),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, credentials.path("privateKey").asString(""));
            Files.write(directory.resolve("known_hosts"), hostKeys);
            return new Ssh(
                    directory,
                    credentials.path("user").asString("")
                            + "@"
                            + host.path("address").asString(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output of a command on the server; any key but the pinned ones ends in a failure. */
    String run(String command) {
        return Commands.run(
                        "ssh",
                        "-F",
                        "none",
                        "-i",
                        directory.resolve("key").toString(),
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=yes",
                        "-o",
                        "GlobalKnownHostsFile=/dev/null",
                        "-o",
                        "UserKnownHostsFile=" + directory.resolve("known_hosts"),
                        "-o",
                        "ConnectTimeout=10",
                        "-o",
                        "LogLevel=ERROR",
                        login,
                        command)
                .expectSuccess()
                .strip();
    }

    @Override
    public void close() {
        Commands.run("rm", "-rf", directory.toString());
    }
}
