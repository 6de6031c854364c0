package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Table;
import io.arcipelago.cli.session.Client;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows where a group may deploy. */
@Command(name = "sites", description = "Where a group may deploy, and what is in use there")
public final class SitesCommand implements Callable<Integer> {

    private final Client client;

    @Mixin private final GroupChoice group = new GroupChoice();

    public SitesCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Orchestrator orchestrator = new Orchestrator(client.api());
        JsonNode node = orchestrator.siteDocument(group.of(orchestrator.api()));
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            table(orchestrator.list(node, Site.class)).forEach(client.terminal()::say);
        }
        return ExitCode.OK.number();
    }

    /** The sites as a table, with what is wrong below it. */
    public static List<String> table(List<Site> sites) {
        Table table =
                new Table("SITE", "LOCATION", "STATUS", "SERVERS", "VCPUS", "FLAVORS", "IMAGES");
        for (Site site : sites) {
            table.row(
                    site.name(),
                    site.location() == null ? "" : site.location(),
                    site.reason() == null
                            ? site.status()
                            : site.status() + " (" + site.reason() + ")",
                    site.usage("servers") + (site.simulated() ? " simulated" : ""),
                    site.usage("vcpus"),
                    Integer.toString(site.flavors().size()),
                    String.join(", ", site.images().stream().map(Site.Image::name).toList()));
        }
        return table.lines();
    }
}
