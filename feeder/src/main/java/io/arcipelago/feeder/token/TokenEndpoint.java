package io.arcipelago.feeder.token;

import io.arcipelago.feeder.scan.NoTokenException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks issuers for tokens: client credentials (RFC 6749, section 4.4) or refresh (section 6).
 * Neither tokens nor secrets are part of a message.
 */
@Component
class TokenEndpoint {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final JsonMapper json = JsonMapper.builder().build();
    private final InstantSource clock;
    private final HttpClient http;

    TokenEndpoint(InstantSource clock) {
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /** An issuer's answer. */
    record Tokens(String accessToken, Instant expiresAt, Optional<String> refreshToken) {

        @Override
        public String toString() {
            return "Tokens[expiresAt=%s]".formatted(expiresAt);
        }
    }

    Tokens clientCredentials(ClientSettings client) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        return ask(client, form);
    }

    Tokens refresh(ClientSettings client, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return ask(client, form);
    }

    private Tokens ask(ClientSettings client, Map<String, String> form) {
        if (!client.scope().isEmpty()) {
            form.put("scope", client.scope());
        }
        if (!client.audience().isEmpty()) {
            form.put("audience", client.audience());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint(client))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        HttpResponse<String> response =
                send(
                        client,
                        request.header("Authorization", "Basic " + credentials(client)).build());
        JsonNode body = parse(response.body());
        String token = body.path("access_token").asString("");
        if (response.statusCode() != 200 || token.isEmpty()) {
            throw failure(
                    client,
                    "it refused a token (%d %s)"
                            .formatted(
                                    response.statusCode(),
                                    body.path("error").asString("no reason given")),
                    "Check client " + client.clientId() + ", its secret, grants and scopes there");
        }
        return new Tokens(
                token,
                clock.instant().plusSeconds(body.path("expires_in").asLong(300)),
                Optional.of(body.path("refresh_token").asString("")).filter(it -> !it.isEmpty()));
    }

    private URI endpoint(ClientSettings client) {
        URI known = client.tokenEndpoint();
        if (known != null) {
            return client.safe(known);
        }
        String issuer = client.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI document = URI.create(base + "/.well-known/openid-configuration");
        HttpResponse<String> response =
                send(
                        client,
                        HttpRequest.newBuilder(client.safe(document)).timeout(TIMEOUT).build());
        JsonNode metadata = parse(response.body());
        // OpenID Connect Discovery 1.0, section 4.3: never use somebody else's.
        String endpoint = metadata.path("token_endpoint").asString("");
        if (response.statusCode() != 200
                || !metadata.path("issuer").asString("").equals(issuer)
                || endpoint.isEmpty()) {
            throw failure(
                    client,
                    "its discovery document is not usable (" + response.statusCode() + ")",
                    "Set token-endpoint for it");
        }
        return client.safe(URI.create(endpoint));
    }

    private HttpResponse<String> send(ClientSettings client, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw failure(
                    client,
                    "it does not answer at " + request.uri(),
                    "Check the address and the network");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(client, "interrupted while asking it", "Nothing is to be done");
        }
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private static String credentials(ClientSettings client) {
        String secret = secret(client, client.clientSecretFile(), "client-secret-file");
        String pair = encode(client.clientId()) + ":" + encode(secret);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The content of a file that holds a secret. */
    static String secret(ClientSettings client, @Nullable Path file, String key) {
        if (file == null) {
            throw failure(client, "it has no " + key, "Name the file that holds it");
        }
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw failure(
                    client,
                    "its %s %s cannot be read".formatted(key, file),
                    "Check that it is there and that this process may read it");
        }
        if (text.isEmpty()) {
            throw failure(client, "its %s %s is empty".formatted(key, file), "Put it in there");
        }
        return text;
    }

    private static NoTokenException failure(ClientSettings client, String what, String remedy) {
        return new NoTokenException(
                "no token from issuer %s: %s. %s".formatted(client.issuer(), what, remedy));
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
