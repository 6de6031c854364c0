package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints a deployment's log. */
@Command(name = "log", description = "A deployment's log")
public final class LogCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofDays(7);

    private final Client client;

    @Parameters(paramLabel = "ID", description = "Whole, or enough of its end or beginning")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Follow it until the deployment is settled")
    private boolean follow;

    public LogCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        String full = orchestrator.resolve(id);
        if (follow) {
            Follower.Listener listener =
                    client.forPrograms()
                            ? new ProgramListener(client.terminal(), "log"::equals)
                            : new Lines();
            new Follower(orchestrator, client.clock()).follow(full, 0, listener, PATIENCE);
        } else if (client.forPrograms()) {
            client.terminal().json(client.json().valueToTree(orchestrator.log(full)));
        } else {
            orchestrator.log(full).forEach(line -> client.terminal().say(line.line()));
        }
        return ExitCode.OK.number();
    }

    private final class Lines implements Follower.Listener {

        @Override
        public void changed(Deployment deployment, JsonNode document) {
            // Only the log is asked for.
        }

        @Override
        public void logged(LogLine line, JsonNode document) {
            client.terminal().say(line.line());
        }
    }
}
