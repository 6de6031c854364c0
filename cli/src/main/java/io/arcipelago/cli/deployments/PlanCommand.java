package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows what a deployment would create and where. */
@Command(
        name = "plan",
        description = "What a deployment would create, where and why; creates nothing")
public final class PlanCommand implements Callable<Integer> {

    private final Client client;

    @Mixin private final RequestOptions wanted = new RequestOptions();

    public PlanCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        JsonNode node = orchestrator.plan(wanted.request(client, orchestrator));
        Plan plan = orchestrator.api().read(node, Plan.class);
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            plan.text().forEach(client.terminal()::say);
        }
        return (plan.feasible() ? ExitCode.OK : ExitCode.FAILED).number();
    }
}
