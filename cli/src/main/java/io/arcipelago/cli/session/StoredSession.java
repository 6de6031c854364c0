package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.SessionStore.Session;
import java.net.URI;
import java.time.InstantSource;

/** The person's stored sign-in at one installation; renewed when it is about to end. */
final class StoredSession implements AccessTokenSource {

    private final SessionStore store;
    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final URI url;

    StoredSession(SessionStore store, TokenEndpoint endpoint, InstantSource clock, URI url) {
        this.store = store;
        this.endpoint = endpoint;
        this.clock = clock;
        this.url = url;
    }

    @Override
    public String token() {
        Session session = current();
        return session.tokens().usableAt(clock.instant())
                ? session.tokens().accessToken()
                : renewed(session);
    }

    @Override
    public String another(String refused) {
        Session session = current();
        return session.tokens().accessToken().equals(refused)
                ? renewed(session)
                : session.tokens().accessToken();
    }

    private Session current() {
        return store.find(url)
                .orElseThrow(() ->
                        CliFailure.notSignedIn(
                                "Nobody is signed in at %s; use: arcipelago login".formatted(url)));
    }

    private String renewed(Session stale) {
        if (stale.tokens().refreshToken().isEmpty()) {
            throw CliFailure.notSignedIn(
                    "The sign-in at %s has expired; use: arcipelago login".formatted(url));
        }
        return store.renew(
                        url,
                        stale,
                        session ->
                                new Session(
                                        session.token(),
                                        session.revocation(),
                                        endpoint.refresh(
                                                session.token(), session.tokens().refreshToken())))
                .tokens()
                .accessToken();
    }
}
