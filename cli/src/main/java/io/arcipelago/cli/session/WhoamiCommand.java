package io.arcipelago.cli.session;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Tells who is signed in. */
@Command(name = "whoami", description = "Who is signed in, and the groups they belong to")
public final class WhoamiCommand implements Callable<Integer> {

    private final Client client;

    public WhoamiCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Api api = client.api();
        JsonNode node = api.get(Me.PATH);
        if (client.forPrograms()) {
            client.terminal().json(node);
            return ExitCode.OK.number();
        }
        Me me = api.read(node, Me.class);
        Table.plain()
                .row("name", me.name())
                .row("user name", me.username())
                .row("e-mail", me.email())
                .row("groups", String.join(", ", me.groups()))
                .row("installation", api.base().toString())
                .lines()
                .forEach(client.terminal()::say);
        return ExitCode.OK.number();
    }
}
