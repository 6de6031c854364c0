package io.arcipelago.cli.deployments;

import io.arcipelago.cli.deployments.CatalogueService.Input;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Table;
import io.arcipelago.cli.output.Terminal;
import io.arcipelago.cli.session.Client;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the services, or shows one with its inputs. */
@Command(name = "catalogue", description = "The services that can be deployed; one with its inputs")
public final class CatalogueCommand implements Callable<Integer> {

    private final Client client;

    @Mixin private final GroupChoice group = new GroupChoice();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Show this one's inputs")
    private String service = "";

    public CatalogueCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        String name = group.of(orchestrator.api());
        JsonNode node =
                service.isBlank()
                        ? orchestrator.services(name)
                        : orchestrator.service(service, name);
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else if (service.isBlank()) {
            table(orchestrator.list(node, CatalogueService.class)).forEach(client.terminal()::say);
        } else {
            show(orchestrator.api().read(node, CatalogueService.class));
        }
        return ExitCode.OK.number();
    }

    /** The services as a table. */
    public static List<String> table(List<CatalogueService> services) {
        Table table = new Table("SERVICE", "NAME", "DESCRIPTION");
        services.forEach(it -> table.row(it.id(), it.name(), it.description()));
        return table.lines();
    }

    private void show(CatalogueService it) {
        Terminal terminal = client.terminal();
        terminal.say("%s %s (%s)".formatted(it.name(), it.version(), it.id()));
        terminal.say(it.description());
        terminal.say("");
        Table table = new Table("INPUT", "TYPE", "DEFAULT", "MEANING");
        for (Input input : it.inputs()) {
            JsonNode value = input.defaultValue();
            String otherwise =
                    value == null || value.isNull()
                            ? input.required() ? "(required)" : ""
                            : value.isString() ? value.asString() : value.toString();
            table.row(
                    input.name(),
                    input.secret() ? input.type() + ", secret" : input.type(),
                    otherwise,
                    input.description() == null ? input.label() : input.description());
        }
        table.lines().forEach(terminal::say);
    }
}
