package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Problem;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Codes and refresh tokens against access tokens (RFC 6749, sections 4.1.3 and 6). */
final class TokenEndpoint {

    static final String CLIENT = "cli";

    private final Http http;
    private final JsonMapper json;
    private final InstantSource clock;

    TokenEndpoint(Http http, JsonMapper json, InstantSource clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    Tokens exchange(URI endpoint, String code, String redirectUri, Pkce pkce) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("client_id", CLIENT);
        fields.put("code", code);
        fields.put("redirect_uri", redirectUri);
        fields.put("code_verifier", pkce.verifier());
        return ask(endpoint, fields, "");
    }

    /**
     * New tokens.
     *
     * @throws CliFailure with exit code "not signed in" if the provider refuses
     */
    Tokens refresh(URI endpoint, String refreshToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("client_id", CLIENT);
        fields.put("refresh_token", refreshToken);
        return ask(endpoint, fields, refreshToken);
    }

    /** Gives a refresh token back with everything that it led to (RFC 7009). */
    boolean revoke(URI endpoint, String refreshToken) {
        return http.postForm(
                                endpoint,
                                Map.of(
                                        "client_id",
                                        CLIENT,
                                        "token",
                                        refreshToken,
                                        "token_type_hint",
                                        "refresh_token"))
                        .statusCode()
                == 200;
    }

    private Tokens ask(URI endpoint, Map<String, String> fields, String previousRefreshToken) {
        HttpResponse<String> answer = http.postForm(endpoint, fields);
        if (answer.statusCode() >= 500) {
            throw new CliFailure(Problem.of(answer.statusCode(), answer.body(), json).text());
        }
        if (answer.statusCode() != 200) {
            throw CliFailure.notSignedIn(
                    "The sign-in is not valid any more (%s). Sign in with: arcipelago login"
                            .formatted(reason(answer)));
        }
        try {
            JsonNode node = json.readTree(answer.body());
            String access = node.path("access_token").asString("");
            if (access.isEmpty()) {
                throw new CliFailure("The token endpoint answered without an access token.");
            }
            return new Tokens(
                    access,
                    node.path("refresh_token").asString(previousRefreshToken),
                    clock.instant().plusSeconds(node.path("expires_in").asLong(300)));
        } catch (JacksonException e) {
            // Not as a cause: its message quotes the answer, which may hold a token.
            throw new CliFailure("The token endpoint answered something that is not JSON.");
        }
    }

    private String reason(HttpResponse<String> answer) {
        try {
            JsonNode node = json.readTree(answer.body());
            return node.path("error_description")
                    .asString(node.path("error").asString("status " + answer.statusCode()));
        } catch (JacksonException e) {
            return "status " + answer.statusCode();
        }
    }
}
