package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Starts a deployment. */
@Command(name = "deploy", description = "Deploy a service")
public final class DeployCommand implements Callable<Integer> {

    private final Client client;

    @Mixin private final RequestOptions wanted = new RequestOptions();

    @Option(names = "--wait", description = "Wait until it is settled; exit code 1 if it failed")
    private boolean wait;

    @Option(
            names = "--keep-last-attempt",
            description = "Keep the servers of a failed last attempt for inspection")
    private boolean keepLastAttempt;

    public DeployCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        Map<String, Object> request = wanted.request(client, orchestrator);
        request.put("keepLastAttempt", keepLastAttempt);
        JsonNode node = orchestrator.create(request);
        Deployment deployment = orchestrator.api().read(node, Deployment.class);
        if (wait) {
            client.terminal().note("%s  %s".formatted(deployment.id(), deployment.title()));
            return new Outcome(client, orchestrator).await(deployment.id());
        }
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            client.terminal().say("%s  %s".formatted(deployment.id(), deployment.status()));
        }
        return ExitCode.OK.number();
    }
}
