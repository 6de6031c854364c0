package io.arcipelago.orchestrator;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.platform.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint that exchanges access tokens (RFC 8693) and refreshes them, as the identity
 * service does it for the orchestrator's client: refresh tokens do not rotate.
 */
final class TestGrants implements AutoCloseable {

    static final String CLIENT_SECRET = "the orchestrator's client secret";

    private record Person(String subject, List<String> groups) {}

    private final TestTokens tokens;
    private final HttpServer server;
    private final Map<String, Person> grants = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> refreshRefused = ConcurrentHashMap.newKeySet();

    TestGrants(TestTokens tokens) throws IOException {
        this.tokens = tokens;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/revoke", this::revocation);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** From now on nothing is granted to this person, neither newly nor by a refresh token. */
    void revoke(String subject) {
        refused.add(subject);
    }

    /**
     * From now on this person's refresh tokens are good for nothing; new grants still are, but
     * their access tokens are about to expire.
     */
    void revokeEachGrantOnceGiven(String subject) {
        refreshRefused.add(subject);
    }

    void allow(String subject) {
        refused.remove(subject);
        refreshRefused.remove(subject);
    }

    /** The refresh tokens that were given out and not given back. */
    Set<String> refreshTokens() {
        return Set.copyOf(grants.keySet());
    }

    /** The holder gives a grant back (RFC 7009). */
    private void revocation(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        grants.remove(String.valueOf(form.get("token")));
        answer(exchange, 200, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        switch (String.valueOf(form.get("grant_type"))) {
            case "urn:ietf:params:oauth:grant-type:token-exchange" -> {
                Person person = person(String.valueOf(form.get("subject_token")));
                String refreshToken = "refresh-" + UUID.randomUUID();
                grants.put(refreshToken, person);
                grant(exchange, person, refreshToken);
            }
            case "refresh_token" -> {
                String refreshToken = String.valueOf(form.get("refresh_token"));
                Person person = grants.get(refreshToken);
                boolean good = person != null && !refreshRefused.contains(person.subject());
                grant(exchange, good ? person : null, refreshToken);
            }
            default -> answer(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        }
    }

    private void grant(HttpExchange exchange, @Nullable Person person, String refreshToken)
            throws IOException {
        if (person == null || refused.contains(person.subject())) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        int seconds = refreshRefused.contains(person.subject()) ? 10 : 600;
        String access = tokens.token(person.subject(), person.groups(), List.of("openid"));
        answer(
                exchange,
                200,
                """
                {"access_token": "%s", "token_type": "Bearer", "expires_in": %d,
                 "refresh_token": "%s"}
                """
                        .formatted(access, seconds, refreshToken));
    }

    private static Person person(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            return new Person(claims.getSubject(), claims.getStringListClaim("groups"));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(decode(parts[0]), decode(parts[1]));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
