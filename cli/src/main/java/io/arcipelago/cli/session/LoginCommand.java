package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.SessionStore.Session;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Signs a person in and keeps the sign-in. */
@Command(name = "login", description = "Sign in, with a browser or with --username")
public final class LoginCommand implements Callable<Integer> {

    private static final String PASSWORD_VARIABLE = "ARCIPELAGO_PASSWORD";

    private final Client client;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "Sign in without a browser; the password is asked for")
    private String username = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "With --username: the password, or lines 'name password' (default: the"
                            + " variable ARCIPELAGO_PASSWORD, else a question)")
    private @Nullable Path passwordFile;

    @Option(names = "--no-browser", description = "Print the address, open no browser")
    private boolean noBrowser;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait for the browser (default: ${DEFAULT-VALUE})")
    private int patienceSeconds;

    public LoginCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        if (passwordFile != null && username.isBlank()) {
            throw CliFailure.usage("--password-file needs --username");
        }
        URI url = client.url();
        Provider provider = Provider.discover(client.http(), client.json(), url);
        Tokens tokens = username.isBlank() ? withBrowser(provider) : withForm(provider);
        SessionStore store = client.sessions();
        store.put(url, new Session(provider.token(), provider.revocation(), tokens));
        Api api = client.api();
        JsonNode node = api.get(Me.PATH);
        if (client.forPrograms()) {
            client.terminal().json(node);
        } else {
            Me me = api.read(node, Me.class);
            client.terminal()
                    .say("Signed in at %s as %s (%s).".formatted(url, me.name(), me.username()));
        }
        return ExitCode.OK.number();
    }

    private Tokens withBrowser(Provider provider) {
        Workplace.Opener opener = noBrowser ? address -> false : client.workplace().opener();
        try (BrowserVisitor visitor =
                new BrowserVisitor(
                        client.terminal(), opener, Duration.ofSeconds(patienceSeconds))) {
            return new SignIn(client.tokenEndpoint()).run(provider, visitor);
        }
    }

    private Tokens withForm(Provider provider) {
        FormVisitor visitor = new FormVisitor(username.strip(), password());
        return new SignIn(client.tokenEndpoint()).run(provider, visitor);
    }

    private String password() {
        if (passwordFile != null) {
            return PasswordFile.passwordOf(username.strip(), passwordFile);
        }
        Workplace workplace = client.workplace();
        return workplace
                .variable(PASSWORD_VARIABLE)
                .or(() -> workplace.prompt().password("Password of " + username + ": "))
                .orElseThrow(() ->
                        CliFailure.usage(
                                "There is no terminal to ask for the password; use --password-file"
                                        + " or the variable "
                                        + PASSWORD_VARIABLE));
    }
}
