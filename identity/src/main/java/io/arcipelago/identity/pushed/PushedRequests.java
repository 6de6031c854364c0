package io.arcipelago.identity.pushed;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushed requests between the push and the browser's first visit. Spring's endpoint saves them
 * here; {@link PushedRequestFilter} takes them out, once.
 */
@Component
public class PushedRequests {

    /** How long a browser may take to bring the request. */
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final int MAX_CHARACTERS = 20_000;

    /** How the client authenticated is no part of its request. */
    private static final Set<String> CREDENTIALS =
            Set.of(
                    OAuth2ParameterNames.CLIENT_SECRET,
                    OAuth2ParameterNames.CLIENT_ASSERTION,
                    OAuth2ParameterNames.CLIENT_ASSERTION_TYPE,
                    OAuth2ParameterNames.REQUEST_URI);

    /** Its own mapper: how the web layer writes JSON must not change what is stored. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    PushedRequests(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What Spring's endpoint saves its requests to. */
    public OAuth2AuthorizationService endpoint() {
        return new Endpoint();
    }

    private void save(OAuth2Authorization authorization) {
        OAuth2AuthorizationRequest request =
                authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
        if (request == null || state == null) {
            throw new IllegalArgumentException("This is no pushed authorization request");
        }
        String parameters = JSON.writeValueAsString(parameters(request));
        if (parameters.length() > MAX_CHARACTERS) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST,
                            "The request has more than " + MAX_CHARACTERS + " characters",
                            null));
        }
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        with swept as (delete from identity.pushed_request
                                        where expires_at < :now)
                        insert into identity.pushed_request
                               (uri_hash, client_id, parameters, expires_at)
                        values (:hash, :client, :parameters::jsonb, :expiry)
                        """)
                .param("hash", Secrets.digest(PREFIX + state))
                .param("client", request.getClientId())
                .param("parameters", parameters)
                .param("now", Columns.timestamp(now))
                .param("expiry", Columns.timestamp(now.plus(LIFE)))
                .update();
    }

    /** Takes the request out if the client pushed it a moment ago; nobody finds it again. */
    Optional<Map<String, List<String>>> take(String requestUri, String client) {
        return jdbc.sql(
                        """
                        delete from identity.pushed_request
                         where uri_hash = :hash and client_id = :client and expires_at > :now
                        returning parameters
                        """)
                .param("hash", Secrets.digest(requestUri))
                .param("client", client)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        JSON.readValue(
                                row.getString("parameters"),
                                new TypeReference<Map<String, List<String>>>() {}))
                .optional();
    }

    /** Whether the client wants no request that it did not push. */
    boolean required(String client) {
        return jdbc.sql("select require_pushed_requests from identity.client where id = :id")
                .param("id", client)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static Map<String, List<String>> parameters(OAuth2AuthorizationRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(OAuth2ParameterNames.RESPONSE_TYPE, List.of("code"));
        parameters.put(OAuth2ParameterNames.CLIENT_ID, List.of(request.getClientId()));
        put(parameters, OAuth2ParameterNames.REDIRECT_URI, request.getRedirectUri());
        put(parameters, OAuth2ParameterNames.STATE, request.getState());
        if (!request.getScopes().isEmpty()) {
            put(parameters, OAuth2ParameterNames.SCOPE, String.join(" ", request.getScopes()));
        }
        request.getAdditionalParameters()
                .forEach((name, value) -> {
                    if (!CREDENTIALS.contains(name)) {
                        parameters.putIfAbsent(
                                name,
                                value instanceof String[] several
                                        ? Arrays.asList(several)
                                        : List.of(String.valueOf(value)));
                    }
                });
        return parameters;
    }

    private static void put(
            Map<String, List<String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
    }

    /** Spring's endpoint saves only; what it saved is taken by the filter. */
    private final class Endpoint implements OAuth2AuthorizationService {

        @Override
        public void save(OAuth2Authorization authorization) {
            PushedRequests.this.save(authorization);
        }

        @Override
        public void remove(OAuth2Authorization authorization) {
            throw new UnsupportedOperationException("Pushed requests are taken, not removed");
        }

        @Override
        public @Nullable OAuth2Authorization findById(String id) {
            return null;
        }

        @Override
        public @Nullable OAuth2Authorization findByToken(
                String token, @Nullable OAuth2TokenType tokenType) {
            return null;
        }
    }
}
