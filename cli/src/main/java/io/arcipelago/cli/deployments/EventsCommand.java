package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints what happens to a deployment. */
@Command(name = "events", description = "The steps of a deployment; with -f as they happen")
public final class EventsCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofDays(7);

    private final Client client;

    @Parameters(paramLabel = "ID", description = "Whole, or enough of its end or beginning")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Follow steps and log until the deployment is settled")
    private boolean follow;

    public EventsCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        String full = orchestrator.resolve(id);
        Progress progress = new Progress(client.terminal()::say, true);
        if (follow) {
            Follower.Listener listener =
                    client.forPrograms()
                            ? new ProgramListener(client.terminal(), event -> true)
                            : progress;
            Deployment ended =
                    new Follower(orchestrator, client.clock()).follow(full, 0, listener, PATIENCE);
            client.terminal().note(ended.status());
            return ExitCode.OK.number();
        }
        JsonNode document = orchestrator.document(full);
        if (client.forPrograms()) {
            client.terminal().json(document.path("steps"));
        } else {
            progress.all(orchestrator.api().read(document, Deployment.class));
        }
        return ExitCode.OK.number();
    }
}
