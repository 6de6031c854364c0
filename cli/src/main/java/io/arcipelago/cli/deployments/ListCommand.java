package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Table;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.Client;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists deployments. */
@Command(name = "list", description = "Your deployments, a group's, or all")
public final class ListCommand implements Callable<Integer> {

    private static final int LARGEST_PAGE = 200;

    private final Client client;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "Those of a whole group")
    private String group = "";

    @Option(names = "--all", description = "Those of everybody; for administrators")
    private boolean all;

    @Option(names = "--deleted", description = "Deleted ones too")
    private boolean deleted;

    @Option(names = "--page", defaultValue = "0", description = "Page, from 0")
    private int page;

    @Option(
            names = "--size",
            defaultValue = "50",
            description = "Deployments on a page, 1 to 200 (default: ${DEFAULT-VALUE})")
    private int size;

    public ListCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        if (size < 1 || size > LARGEST_PAGE || page < 0) {
            throw CliFailure.usage("--size must be 1 to 200 and --page 0 or more");
        }
        Orchestrator orchestrator = new Orchestrator(client.api());
        String scope = all ? "all" : group.isBlank() ? "mine" : "group";
        JsonNode node =
                orchestrator.page(
                        "scope=%s&deleted=%s&page=%d&size=%d%s"
                                .formatted(
                                        scope,
                                        deleted,
                                        page,
                                        size,
                                        group.isBlank() ? "" : "&group=" + Api.encode(group)));
        if (client.forPrograms()) {
            client.terminal().json(node);
            return ExitCode.OK.number();
        }
        DeploymentPage found = orchestrator.api().read(node, DeploymentPage.class);
        Table table = new Table("ID", "TITLE", "SERVICE", "GROUP", "STATUS", "SITE", "CREATED");
        for (Deployment it : found.content()) {
            table.row(
                    ShortIds.of(it.id()),
                    it.title(),
                    it.service(),
                    it.group(),
                    it.status(),
                    it.site(),
                    it.createdAt() == null ? "" : Times.moment(it.createdAt()));
        }
        if (found.content().isEmpty()) {
            client.terminal().note("No deployments.");
        } else {
            table.lines().forEach(client.terminal()::say);
        }
        long shown = (long) page * size + found.content().size();
        if (shown < found.totalElements()) {
            client.terminal()
                    .note(
                            "%d more; next page: --page %d"
                                    .formatted(found.totalElements() - shown, page + 1));
        }
        return ExitCode.OK.number();
    }
}
