package io.arcipelago.cli.session;

import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.SessionStore.Session;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Gives the sign-in back and forgets it. */
@Command(name = "logout", description = "Sign out and revoke this client's tokens")
public final class LogoutCommand implements Callable<Integer> {

    private final Client client;

    public LogoutCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        URI url = client.url();
        Optional<Session> session = client.sessions().find(url);
        if (session.isEmpty()) {
            client.terminal().say("Nobody was signed in at %s.".formatted(url));
            return ExitCode.OK.number();
        }
        boolean revoked = revoke(session.get());
        client.sessions().remove(url);
        if (!revoked) {
            client.terminal()
                    .note(
                            "The tokens are removed here, but %s did not confirm their revocation:"
                                            .formatted(url)
                                    + " they end by themselves within 30 days.");
            return ExitCode.FAILED.number();
        }
        client.terminal().say("Signed out at %s.".formatted(url));
        return ExitCode.OK.number();
    }

    private boolean revoke(Session session) {
        String refreshToken = session.tokens().refreshToken();
        if (refreshToken.isEmpty()) {
            return true;
        }
        try {
            return client.tokenEndpoint().revoke(session.revocation(), refreshToken);
        } catch (Http.Unreachable e) {
            return false;
        }
    }
}
