package io.arcipelago.identity.upstream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;

/** A provider that says whatever a test wants it to say. */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "arcipelago";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final AtomicReference<RSAKey> key = new AtomicReference<>(newKey());
    private final AtomicReference<String> idToken = new AtomicReference<>("");
    private final AtomicReference<String> announced = new AtomicReference<>("");
    private final List<String> forms = new CopyOnWriteArrayList<>();

    FakeProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        announced.set(issuer());
        answer("/.well-known/openid-configuration", 200, this::metadata);
        answer("/jwk", 200, () -> new JWKSet(key.get()).toString());
        server.createContext(
                "/token",
                exchange -> {
                    forms.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    boolean broken = idToken.get().isEmpty();
                    byte[] body =
                            (broken
                                            ? "{\"error\":\"<script>secret internals</script>\"}"
                                            : JSON.writeValueAsString(
                                                    Map.of(
                                                            "access_token", "opaque",
                                                            "token_type", "Bearer",
                                                            "id_token", idToken.get())))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(broken ? 400 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What the token endpoint gives from now on; empty: an error. */
    void give(String token) {
        idToken.set(token);
    }

    /** The issuer that the metadata name from now on. */
    void announce(String issuer) {
        announced.set(issuer);
    }

    /** What was posted to the token endpoint. */
    List<String> forms() {
        return List.copyOf(forms);
    }

    RSAKey key() {
        return key.get();
    }

    /** Signs with a new key from now on, and publishes it instead of the old one. */
    void rotate() {
        key.set(newKey());
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, key.get());
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String metadata() {
        return JSON.writeValueAsString(
                Map.of(
                        "issuer", announced.get(),
                        "authorization_endpoint", issuer() + "/authorize",
                        "token_endpoint", issuer() + "/token",
                        "jwks_uri", issuer() + "/jwk",
                        "authorization_response_iss_parameter_supported", true));
    }

    private void answer(String path, int status, java.util.function.Supplier<String> body) {
        server.createContext(
                path,
                exchange -> {
                    byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
