package io.arcipelago.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real token issuer for tests: its own HTTP server on loopback with discovery and keys, and a
 * mint.
 *
 * <pre>{@code
 * static final TestTokens TOKENS = TestTokens.start();
 *
 * @DynamicPropertySource
 * static void trust(DynamicPropertyRegistry registry) {
 *     TOKENS.trustedBy(registry);
 * }
 *
 * String alice = TOKENS.token("alice", List.of("astro"), List.of("openid"));
 * }</pre>
 */
@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
public final class TestTokens implements AutoCloseable {

    /** The audience that the platform wants by default. */
    public static final String AUDIENCE = "arcipelago";

    /** The group whose members are administrators. */
    public static final String ADMIN_GROUP = "admins";

    private final HttpServer server;
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile RSAKey key = newKey();

    private TestTokens(HttpServer server) {
        this.server = server;
    }

    /** Starts an issuer with a new key on a free port. */
    public static TestTokens start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestTokens tokens = new TestTokens(server);
            server.createContext("/.well-known/openid-configuration", tokens::discovery);
            server.createContext("/jwks", tokens::keys);
            server.start();
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code iss} of the tokens. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often the keys were fetched. */
    public int keyFetches() {
        return keyFetches.get();
    }

    /** How many requests of any kind arrived. */
    public int requests() {
        return requests.get();
    }

    /** The properties that make a service trust this issuer and no other. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("arcipelago.security.issuers[0].issuer", issuer());
        properties.put("arcipelago.security.issuers[0].admin-groups", ADMIN_GROUP);
        properties.put("arcipelago.security.audience", AUDIENCE);
        return properties;
    }

    /** The same properties as {@code name=value}, for an application builder. */
    public String[] propertyPairs() {
        List<String> pairs = new ArrayList<>();
        properties().forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs.toArray(String[]::new);
    }

    /** Registers the properties in a Spring test. */
    public void trustedBy(DynamicPropertyRegistry registry) {
        properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** A good token for a member of the groups. */
    public String token(String subject, Collection<String> groups, Collection<String> scopes) {
        return token(claims ->
                claims.subject(subject)
                        .claim("preferred_username", subject)
                        .claim("groups", List.copyOf(groups))
                        .claim("scope", String.join(" ", scopes)));
    }

    /** A good token for an administrator. */
    public String adminToken(String subject) {
        return token(subject, List.of(ADMIN_GROUP), List.of("openid"));
    }

    /** A token that is good but for what the changes break. */
    public String token(Consumer<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder claims = goodClaims();
        changes.accept(claims);
        return sign(key, claims.build());
    }

    /** Claims that are accepted as they are. */
    public JWTClaimsSet.Builder goodClaims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("somebody")
                .audience(AUDIENCE)
                .claim("client_id", "test-client")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    /** Signs claims with any key, such as one that the issuer does not publish. */
    public static String sign(RSAKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(key.getKeyID())
                                    .type(JOSEObjectType.JWT)
                                    .build(),
                            claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that the issuer signs with at present. */
    public RSAKey key() {
        return key;
    }

    /** From now on signs with, and publishes, another key only. */
    public void rotateKey() {
        key = newKey();
    }

    /** A key of nobody. */
    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                """
                {"issuer": "%s", "jwks_uri": "%s/jwks"}\
                """
                        .formatted(issuer(), issuer()));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        answer(exchange, new JWKSet(key.toPublicJWK()).toString());
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        requests.incrementAndGet();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
