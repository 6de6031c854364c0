package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.time.Duration;

/** Waits for a deployment and tells how it ended. */
final class Outcome {

    private static final Duration PATIENCE = Duration.ofHours(12);

    private final Client client;
    private final Orchestrator orchestrator;

    Outcome(Client client, Orchestrator orchestrator) {
        this.client = client;
        this.orchestrator = orchestrator;
    }

    /**
     * Waits; progress goes to standard error, the result to standard output.
     *
     * @throws CliFailure if it failed
     */
    int await(String id) {
        Follower follower = new Follower(orchestrator, client.clock());
        Deployment ended =
                follower.follow(id, 0, new Progress(client.terminal()::note, false), PATIENCE);
        if (client.forPrograms()) {
            client.terminal().json(orchestrator.document(id));
        } else if (ended.succeeded()) {
            client.terminal().say("%s  %s".formatted(ended.id(), ended.status()));
            if (ended.status().equals("CREATE_COMPLETE")) {
                tellOutputs(ended);
            }
        }
        if (!ended.succeeded()) {
            throw new CliFailure(
                    "%s (%s) ended in %s%s. Its log: arcipelago log %s"
                            .formatted(
                                    ended.title(),
                                    ended.id(),
                                    ended.status(),
                                    ended.statusReason() == null ? "" : ": " + ended.statusReason(),
                                    ShortIds.of(ended.id())));
        }
        return ExitCode.OK.number();
    }

    private void tellOutputs(Deployment ended) {
        ended.outputs()
                .forEach(output ->
                        client.terminal().say("  %s: %s".formatted(output.label(), output.text())));
    }
}
