package io.arcipelago.feeder.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.platform.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer with discovery, keys and a token endpoint. Its tokens are of one robot, a member of the
 * groups that a test says; refresh tokens rotate.
 */
@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
public final class RobotIssuer implements AutoCloseable {

    public static final String FIRST_REFRESH_TOKEN = "refresh-0";

    private final HttpServer server;
    private final RSAKey key = TestTokens.newKey();
    private final AtomicInteger rotation = new AtomicInteger();
    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private volatile List<String> groups = List.of();
    private volatile boolean refusing;
    private volatile long lifetimeSeconds = 600;

    public RobotIssuer() {
        try {
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration",
                it ->
                        answer(
                                it,
                                200,
                                """
                                {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "token_endpoint": "%1$s/token"}
                                """
                                        .formatted(url())));
        server.createContext(
                "/jwks", it -> answer(it, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::grant);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void memberOf(String... names) {
        groups = List.of(names);
    }

    public void refuse(boolean wanted) {
        refusing = wanted;
    }

    /** What was asked for, the client's credentials included as {@code authorization}. */
    public List<Map<String, String>> forms() {
        return List.copyOf(forms);
    }

    /** A token as the endpoint gives it. */
    public String token() {
        return TestTokens.sign(
                key,
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .subject("robot")
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(lifetimeSeconds)))
                        .claim("groups", groups)
                        .build());
    }

    private void grant(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        form.put(
                "authorization",
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        forms.add(Map.copyOf(form));
        String presented = form.getOrDefault("refresh_token", "");
        boolean wrong = !presented.isEmpty() && !presented.equals("refresh-" + rotation.get());
        if (refusing || wrong) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        List<String> members = new ArrayList<>();
        members.add("\"access_token\": \"" + token() + "\"");
        members.add("\"expires_in\": " + lifetimeSeconds);
        if (!presented.isEmpty()) {
            members.add("\"refresh_token\": \"refresh-" + rotation.incrementAndGet() + "\"");
        }
        answer(exchange, 200, "{" + String.join(", ", members) + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
