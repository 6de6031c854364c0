package io.arcipelago.cli.deployments;

import io.arcipelago.cli.deployments.Deployment.Attempt;
import io.arcipelago.cli.deployments.Deployment.Resource;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Table;
import io.arcipelago.cli.output.Terminal;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Client;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one deployment. */
@Command(name = "show", description = "A deployment with its outputs, steps and objects")
public final class ShowCommand implements Callable<Integer> {

    private final Client client;

    @Parameters(paramLabel = "ID", description = "Whole, or enough of its end or beginning")
    private String id = "";

    public ShowCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        JsonNode node = orchestrator.document(orchestrator.resolve(id));
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            show(orchestrator.api().read(node, Deployment.class));
        }
        return ExitCode.OK.number();
    }

    private void show(Deployment it) {
        Terminal terminal = client.terminal();
        Table head =
                Table.plain()
                        .row("id", it.id())
                        .row("title", it.title())
                        .row("service", "%s (%s)".formatted(it.serviceName(), it.service()))
                        .row("group", it.group())
                        .row("status", it.status() + reason(it.statusReason()))
                        .row("phase", "%s, %d%%".formatted(it.phase(), it.progress()))
                        .row("site", it.site());
        if (it.owner() != null) {
            head.row("owner", it.owner().name());
        }
        if (it.createdAt() != null) {
            head.row("created", Times.moment(it.createdAt()) + " UTC");
        }
        it.outputs().forEach(output -> head.row(output.name(), output.text()));
        head.lines().forEach(terminal::say);
        if (!it.steps().isEmpty()) {
            terminal.say("");
            terminal.say("Steps");
            new Progress(line -> terminal.say("  " + line), false).all(it);
        }
        for (Attempt attempt : it.attempts()) {
            if (attempt.failure() != null) {
                terminal.say(
                        "Attempt %d on %s/%s failed%s"
                                .formatted(
                                        attempt.number(),
                                        attempt.provider(),
                                        attempt.region(),
                                        reason(attempt.failure())));
            }
        }
        if (!it.resources().isEmpty()) {
            terminal.say("");
            Table objects = new Table("OBJECT", "NODE", "STATE", "DETAIL");
            for (Resource resource : it.resources()) {
                objects.row(
                        resource.kind(),
                        resource.node(),
                        resource.state(),
                        resource.detail() == null ? resource.name() : resource.detail());
            }
            objects.lines().forEach(terminal::say);
        }
    }

    private static String reason(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason;
    }
}
