package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.PrivateFile;
import io.arcipelago.cli.session.Client;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what ssh needs to log in to a deployment's servers. */
@Command(
        name = "ssh-config",
        description = "Write key and known hosts of a deployment; print the ssh commands")
public final class SshConfigCommand implements Callable<Integer> {

    private final Client client;

    @Parameters(paramLabel = "ID", description = "Whole, or enough of its end or beginning")
    private String id = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to write (default: ~/.config/arcipelago/ssh/ID)")
    private @Nullable Path directory;

    public SshConfigCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        String full = orchestrator.resolve(id);
        Credentials credentials = orchestrator.credentials(full);
        Path target =
                directory == null
                        ? client.workplace().configuration().resolve("ssh").resolve(full)
                        : directory.toAbsolutePath();
        SshFiles files = SshFiles.of(credentials, target);
        if (files.commands().isEmpty()) {
            throw new CliFailure("Deployment %s has no servers to log in to".formatted(full));
        }
        PrivateFile.write(files.key(), files.keyText());
        PrivateFile.write(files.knownHosts(), files.knownHostsText());
        if (client.forPrograms()) {
            ObjectNode answer = client.json().createObjectNode();
            answer.put("key", files.key().toString());
            answer.put("knownHosts", files.knownHosts().toString());
            ArrayNode commands = answer.putArray("commands");
            files.commands().forEach(commands::add);
            client.terminal().json(answer);
        } else {
            client.terminal().note("Key and known hosts are in " + target);
            files.commands().forEach(client.terminal()::say);
        }
        return ExitCode.OK.number();
    }
}
