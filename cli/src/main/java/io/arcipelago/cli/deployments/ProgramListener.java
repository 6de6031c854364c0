package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.Terminal;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Writes what happens as one JSON document for each event. */
record ProgramListener(Terminal terminal, Predicate<String> wanted) implements Follower.Listener {

    @Override
    public void changed(Deployment deployment, JsonNode document) {
        write("deployment", document);
    }

    @Override
    public void logged(LogLine line, JsonNode document) {
        write("log", document);
    }

    private void write(String event, JsonNode document) {
        if (wanted.test(event)) {
            terminal.json(document);
        }
    }
}
