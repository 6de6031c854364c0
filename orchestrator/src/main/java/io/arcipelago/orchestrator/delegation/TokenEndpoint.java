package io.arcipelago.orchestrator.delegation;

import io.arcipelago.platform.web.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The identity service's token endpoint: token exchange (RFC 8693) and refresh (RFC 6749, section
 * 6). Tokens are never part of a message or a log.
 */
@Component
class TokenEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

    private static final int CONCURRENT = 8;

    private final DelegationProperties properties;
    private final JsonMapper json;
    private final InstantSource clock;
    private final HttpClient http;

    /**
     * A burst of requests waits here, where no time-out runs, rather than at the identity service.
     */
    private final Semaphore places = new Semaphore(CONCURRENT, true);

    TokenEndpoint(DelegationProperties properties, JsonMapper json, InstantSource clock) {
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(properties.timeout()).build();
    }

    /** An answer of the endpoint. */
    record Tokens(String accessToken, Instant expiresAt, Optional<String> refreshToken) {

        @Override
        public String toString() {
            return "Tokens[expiresAt=%s]".formatted(expiresAt);
        }
    }

    /** Turns a person's access token into a grant of our own that outlives it. */
    Tokens exchange(String subjectToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        form.put("scope", "openid profile offline_access");
        return ask(form);
    }

    Tokens refresh(String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return ask(form);
    }

    /** Asks the identity service to end a grant; that it does not is logged and goes no further. */
    void revoke(String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", refreshToken);
        form.put("token_type_hint", "refresh_token");
        String problem;
        try {
            int status = post(properties.revocation(), form).statusCode();
            problem = status == 200 ? "" : "it answers " + status;
        } catch (DelegationException failure) {
            problem = String.valueOf(failure.getMessage());
        }
        if (!problem.isEmpty()) {
            LOG.warn("A delegation was not revoked at the identity service: {}", problem);
        }
    }

    private Tokens ask(Map<String, String> form) {
        HttpResponse<String> response = post(properties.tokenEndpoint(), form);
        JsonNode body = parse(response.body());
        if (response.statusCode() == 200) {
            return new Tokens(
                    body.path("access_token").asString(""),
                    clock.instant().plusSeconds(body.path("expires_in").asLong(300)),
                    Optional.ofNullable(body.path("refresh_token").asString(null)));
        }
        boolean refused = response.statusCode() >= 400 && response.statusCode() < 500;
        throw new DelegationException(
                refused && response.statusCode() != 429
                        ? FailureClass.AUTH
                        : FailureClass.TRANSIENT,
                "The identity service refused the delegation: %s (%d)"
                        .formatted(
                                body.path("error").asString("no reason given"),
                                response.statusCode()));
    }

    private HttpResponse<String> post(URI endpoint, Map<String, String> form) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(properties.timeout())
                        .header("Authorization", "Basic " + credentials())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                        .build();
        try {
            places.acquire();
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
            } finally {
                places.release();
            }
        } catch (IOException e) {
            throw new DelegationException(
                    FailureClass.TRANSIENT, "The identity service does not answer at " + endpoint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DelegationException(
                    FailureClass.TRANSIENT, "Interrupted while asking the identity service");
        }
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private String credentials() {
        String pair = encode(properties.clientId()) + ":" + encode(secret());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String secret() {
        String given = properties.clientSecret();
        Path file = properties.clientSecretFile();
        if (given != null) {
            return given;
        }
        if (file != null) {
            return readSecret(file);
        }
        throw new DelegationException(
                FailureClass.AUTH,
                "Set arcipelago.orchestrator.delegation.client-secret-file to the file with the"
                        + " orchestrator's client secret");
    }

    private static String readSecret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DelegationException(
                    FailureClass.TRANSIENT, "Cannot read the client secret from " + file);
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
