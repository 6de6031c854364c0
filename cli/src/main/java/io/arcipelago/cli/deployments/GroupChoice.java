package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.Me;
import java.util.List;
import picocli.CommandLine.Option;

/** The group in whose name something is asked. */
final class GroupChoice {

    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "In the name of this group; not needed if you have only one")
    private String group = "";

    String of(Api api) {
        if (!group.isBlank()) {
            return group.strip();
        }
        List<String> groups = api.read(api.get(Me.PATH), Me.class).groups();
        if (groups.size() == 1) {
            return groups.getFirst();
        }
        throw CliFailure.usage(
                groups.isEmpty()
                        ? "You belong to no group; ask an administrator for a membership"
                        : "You belong to several groups; choose with --group: "
                                + String.join(", ", groups));
    }
}
