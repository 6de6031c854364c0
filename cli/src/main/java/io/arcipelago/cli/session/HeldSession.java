package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** A sign-in that lives in memory only and ends with the program. */
public final class HeldSession implements AccessTokenSource {

    private final TokenEndpoint endpoint;
    private final Provider provider;
    private final InstantSource clock;
    private Tokens tokens;

    private HeldSession(
            TokenEndpoint endpoint, Provider provider, InstantSource clock, Tokens tokens) {
        this.endpoint = endpoint;
        this.provider = provider;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** Signs in through the provider's pages. */
    public static HeldSession open(
            Http http, JsonMapper json, InstantSource clock, URI url, SignIn.Visitor visitor) {
        TokenEndpoint endpoint = new TokenEndpoint(http, json, clock);
        Provider provider = Provider.discover(http, json, url);
        Tokens tokens = new SignIn(endpoint).run(provider, visitor);
        return new HeldSession(endpoint, provider, clock, tokens);
    }

    public Provider provider() {
        return provider;
    }

    /** When the current access token ends. */
    public Instant expiresAt() {
        return tokens.expiresAt();
    }

    /** Gives everything back; whether the provider confirmed it. */
    public boolean close() {
        return tokens.refreshToken().isEmpty()
                || endpoint.revoke(provider.revocation(), tokens.refreshToken());
    }

    @Override
    public String token() {
        return tokens.usableAt(clock.instant()) ? tokens.accessToken() : renewed();
    }

    @Override
    public String another(String refused) {
        return renewed();
    }

    private String renewed() {
        if (tokens.refreshToken().isEmpty()) {
            throw CliFailure.notSignedIn("The sign-in has expired and cannot be renewed.");
        }
        tokens = endpoint.refresh(provider.token(), tokens.refreshToken());
        return tokens.accessToken();
    }
}
