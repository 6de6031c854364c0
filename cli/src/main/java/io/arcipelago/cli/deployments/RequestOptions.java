package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.Client;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be deployed, where and how: for plan and deploy. */
final class RequestOptions {

    @Parameters(index = "0", paramLabel = "SERVICE", description = "A service of the catalogue")
    private String service = "";

    @Mixin private final GroupChoice group = new GroupChoice();

    @Option(
            names = "--site",
            paramLabel = "PROVIDER/REGION",
            description = "Where (default: the best site)")
    private String site = "";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            description = "An input; NAME=@FILE takes it from a file, which secret ones must")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--title", paramLabel = "TITLE", description = "A title of your own")
    private String title = "";

    /** The request as the contract's {@code DeploymentRequest}. */
    Map<String, Object> request(Client client, Orchestrator orchestrator) {
        String name = group.of(orchestrator.api());
        CatalogueService form =
                orchestrator
                        .api()
                        .read(orchestrator.service(service, name), CatalogueService.class);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("service", form.id());
        request.put("group", name);
        request.put("inputs", new InputValues(client.json()).of(form, inputs));
        request.put("requestId", UUID.randomUUID().toString());
        if (!title.isBlank()) {
            request.put("title", title);
        }
        if (!site.isBlank()) {
            request.put("placement", placement(site));
        }
        return request;
    }

    static Map<String, Object> placement(String site) {
        int slash = site.indexOf('/');
        if (slash < 1 || slash == site.length() - 1) {
            throw CliFailure.usage(
                    "--site %s: write PROVIDER/REGION, such as ELBA/RegionOne".formatted(site));
        }
        return Map.of("provider", site.substring(0, slash), "region", site.substring(slash + 1));
    }
}
