package io.arcipelago.site;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider with discovery and keys, as far as a site looks at it. */
final class TestIssuer implements AutoCloseable {

    private final HttpServer http;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey key;

    TestIssuer() throws IOException {
        this.key = newKey("first");
        this.http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(
                "/.well-known/openid-configuration",
                it ->
                        answer(
                                it,
                                "{\"issuer\":\""
                                        + url()
                                        + "\",\"jwks_uri\":\""
                                        + url()
                                        + "/jwks\"}"));
        http.createContext(
                "/jwks",
                it -> {
                    fetches.incrementAndGet();
                    answer(it, new JWKSet(key.toPublicJWK()).toString());
                });
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    int fetches() {
        return fetches.get();
    }

    void rotate() {
        key = newKey("key-" + fetches.get());
    }

    String token(String subject, String... groups) {
        return token(url(), subject, Instant.now().plus(Duration.ofHours(1)), key, groups);
    }

    String tokenOf(String issuer, String subject, String... groups) {
        return token(issuer, subject, Instant.now().plus(Duration.ofHours(1)), key, groups);
    }

    String expired(String subject, String... groups) {
        return token(url(), subject, Instant.now().minus(Duration.ofHours(1)), key, groups);
    }

    String forged(String subject, String... groups) {
        return token(
                url(), subject, Instant.now().plus(Duration.ofHours(1)), newKey("first"), groups);
    }

    private static String token(
            String issuer, String subject, Instant expires, RSAKey key, String... groups) {
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            new JWTClaimsSet.Builder()
                                    .issuer(issuer)
                                    .subject(subject)
                                    .expirationTime(Date.from(expires))
                                    .claim("groups", List.of(groups))
                                    .build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
