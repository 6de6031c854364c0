package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Deletes a deployment with everything that it has on the site. */
@Command(name = "delete", description = "Delete a deployment and everything it has on the site")
public final class DeleteCommand implements Callable<Integer> {

    private final Client client;

    @Parameters(paramLabel = "ID", description = "Whole, or enough of its end or beginning")
    private String id = "";

    @Option(names = "--wait", description = "Wait until everything is gone")
    private boolean wait;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    private boolean yes;

    public DeleteCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        String full = orchestrator.resolve(id);
        if (!yes) {
            confirm(orchestrator.deployment(full));
        }
        JsonNode node = orchestrator.delete(full);
        if (wait) {
            return new Outcome(client, orchestrator).await(full);
        }
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            Deployment deployment = orchestrator.api().read(node, Deployment.class);
            client.terminal().say("%s  %s".formatted(deployment.id(), deployment.status()));
        }
        return ExitCode.OK.number();
    }

    private void confirm(Deployment deployment) {
        String question =
                "Delete %s (%s, %s) with everything it has on the site? [y/N] "
                        .formatted(deployment.title(), deployment.id(), deployment.status());
        String answer =
                client.workplace()
                        .prompt()
                        .line(question)
                        .orElseThrow(() ->
                                CliFailure.usage(
                                        "There is no terminal to ask for confirmation; add --yes"));
        if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CliFailure("Nothing was deleted.");
        }
    }
}
