package io.arcipelago.cli.session;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class GlobalOptions {

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "The installation (default: the one in --data, else $ARCIPELAGO_URL, else"
                            + " http://localhost:8800)")
    String url = "";

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "The local installation's data directory (default: $ARCIPELAGO_DATA, else"
                            + " $XDG_STATE_HOME/arcipelago)")
    String data = "";

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Answer in JSON, for programs")
    boolean json;
}
