package io.arcipelago.identity.client.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ClientAssertionTest {

    private static final Provider PROVIDER =
            Provider.start("arcipelago.identity.client-assertion.private-addresses=true");
    private static final ECKey EC = ec("one");
    private static final RSAKey RSA = rsa();

    private final Provider provider = PROVIDER;
    private final ApiClient admin =
            ApiClient.as(provider, "carla", "openid iam:admin.read iam:admin.write");

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void clientWithInlineKeysGetsTokensAndUsesEveryEndpoint() {
        JsonNode made = register("private_key_jwt", jwks(EC, RSA));
        assertThat(made.has("client_secret")).as("nobody needs a secret").isFalse();
        assertThat(made.path("jwks").path("keys").size()).isEqualTo(2);
        SigningClient client = client(made);

        String token = token(client.token(es256(client.claims().build())));
        assertThat(TestClient.claims(token).getSubject()).isEqualTo(client.id());
        assertThat(client.token(rsa(client, JWSAlgorithm.RS256)).statusCode()).isEqualTo(200);
        assertThat(client.token(rsa(client, JWSAlgorithm.PS256)).statusCode()).isEqualTo(200);

        Map<String, String> asked = Map.of("token", token);
        assertThat(introspects(client, asked)).isTrue();
        assertThat(client.call("/revoke", es256(client.claims().build()), asked).statusCode())
                .isEqualTo(200);
        assertThat(introspects(client, asked)).isFalse();
        assertThat(
                        client.call("/devicecode", es256(client.claims().build()), Map.of())
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void assertionOpensTheDoorOnce() {
        SigningClient client = client(register("private_key_jwt", jwks(EC)));
        String assertion = es256(client.claims().build());
        assertThat(client.token(assertion).statusCode()).isEqualTo(200);
        refused(client.token(assertion), "used before");
        refused(client.call("/introspect", assertion, Map.of("token", "x")), "used before");
        provider.restart();
        refused(client.token(assertion), "used before");
    }

    @Test
    void claimsThatAreNotAboutThisClientAndProviderAreRefused() {
        SigningClient client = client(register("private_key_jwt", jwks(EC)));
        Instant now = provider.clock().instant();
        refused(
                client.token(es256(client.claims().audience("https://other.example").build())),
                "aud");
        refused(
                client.token(
                        es256(
                                client.claims()
                                        .audience(
                                                List.of(provider.issuer(), "https://other.example"))
                                        .build())),
                "aud");
        refused(client.token(es256(client.claims().issuer("dashboard").build())), "iss and sub");
        refused(client.token(es256(client.claims().jwtID(null).build())), "jti");
        refused(client.token(es256(client.claims().expirationTime(null).build())), "exp");
        refused(
                client.token(es256(client.claims().expirationTime(date(now, "-PT1M")).build())),
                "exp");
        refused(
                client.token(es256(client.claims().expirationTime(date(now, "PT2H")).build())),
                "too long");
        refused(
                client.token(es256(client.claims().notBeforeTime(date(now, "PT2M")).build())),
                "not good yet");
        assertThat(
                        client.token(es256(client.claims().audience(provider.issuer()).build()))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keysAndAlgorithmsThatAreNotTheClientsAreRefused() throws JOSEException {
        SigningClient client = client(register("private_key_jwt", jwks(EC, RSA)));
        JWTClaimsSet claims = client.claims().build();
        refused(client.token(es256(claims, ec("one"))), "not signed by a key");
        refused(client.token(es256(claims, ec("other"))), "not signed by a key");
        refused(client.token(new PlainJWT(claims).serialize()), "not a signed JWT");
        byte[] publicKey = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        refused(
                client.token(
                        SigningClient.sign(
                                claims, JWSAlgorithm.HS256, "", new MACSigner(publicKey))),
                "HS256");
        refused(
                client.token(
                        SigningClient.sign(
                                claims,
                                JWSAlgorithm.HS256,
                                "",
                                new MACSigner(RSA.toRSAPublicKey().getEncoded()))),
                "HS256");
        refused(client.token("no.jwt"), "not a signed JWT");

        SigningClient other = client(register("private_key_jwt", jwks(ec("theirs"))));
        refused(
                other.call(
                        "/token",
                        es256(client.claims().build()),
                        Map.of("grant_type", "client_credentials", "client_id", other.id())),
                "not signed by a key");
    }

    @Test
    void keyDoesNotReplaceTheCodeVerifier() {
        HttpResponse<String> answer =
                admin.post(
                        "/iam/api/clients",
                        """
                        {"client_name":"site","token_endpoint_auth_method":"private_key_jwt",
                         "redirect_uris":["https://site.example/back"],"jwks":%s}
                        """
                                .formatted(jwks(EC)));
        SigningClient client = client(TestClient.json(answer));
        TestClient site =
                new TestClient(
                        provider,
                        new Browser(provider),
                        client.id(),
                        "",
                        "https://site.example/back");
        String verifier = Secrets.random();
        Map<String, String> exchange = new HashMap<>();
        exchange.put("grant_type", "authorization_code");
        exchange.put("redirect_uri", site.redirectUri());
        exchange.put("code", site.code("alice", "openid", verifier));
        HttpResponse<String> without =
                client.call("/token", es256(client.claims().build()), exchange);
        assertThat(without.statusCode()).as(without.body()).isEqualTo(400);
        exchange.put("code_verifier", Secrets.random());
        HttpResponse<String> wrong =
                client.call("/token", es256(client.claims().build()), exchange);
        assertThat(wrong.body()).contains("invalid_grant");
        exchange.put("code", site.code("alice", "openid", verifier));
        exchange.put("code_verifier", verifier);
        HttpResponse<String> good = client.call("/token", es256(client.claims().build()), exchange);
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
    }

    @Test
    void clientWithAKeyHasNoSimplerWayIn() {
        JsonNode made = register("private_key_jwt", jwks(EC));
        SigningClient client = client(made);
        Map<String, String> form =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client.id(),
                        "client_secret", "guess");
        assertThat(new Browser(provider).post("/identity/token", form).statusCode()).isEqualTo(401);
        assertThat(
                        new Browser(provider)
                                .post(
                                        "/identity/token",
                                        Map.of(
                                                "grant_type",
                                                "client_credentials",
                                                "client_id",
                                                client.id()))
                                .statusCode())
                .isEqualTo(401);
        assertThat(admin.post("/iam/api/clients/" + client.id() + "/secret", "").body())
                .contains("authenticates with its key");
        HttpResponse<String> two =
                client.call(
                        "/token",
                        es256(client.claims().build()),
                        Map.of("grant_type", "client_credentials", "client_secret", "guess"));
        assertThat(two.body()).contains("not two");
    }

    @Test
    void secretOfAssertionsIsKeptEncryptedAndWorksForNothingElse() throws JOSEException {
        JsonNode made = register("client_secret_jwt", "");
        SigningClient client = client(made);
        String secret = made.path("client_secret").asString();
        assertThat(secret).hasSize(43);
        assertThat(client.token(hs256(client, secret)).statusCode()).isEqualTo(200);
        refused(client.token(hs256(client, secret.replace(secret.charAt(0), '.'))), "not signed");
        refused(client.token(es256(client.claims().build())), "HS256");
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (client.id() + ":" + secret).getBytes(StandardCharsets.UTF_8));
        assertThat(
                        new Browser(provider)
                                .post(
                                        "/identity/token",
                                        Map.of("grant_type", "client_credentials"),
                                        "Authorization",
                                        "Basic " + basic)
                                .statusCode())
                .as("the client said it never sends the secret")
                .isEqualTo(401);
        assertThat(
                        provider.bean(JdbcClient.class)
                                .sql("select c::text from identity.client c where id = :id")
                                .param("id", client.id())
                                .query((row, number) -> String.valueOf(row.getString(1)))
                                .single())
                .doesNotContain(secret);

        String next =
                TestClient.json(admin.post("/iam/api/clients/" + client.id() + "/secret", ""))
                        .path("client_secret")
                        .asString();
        assertThat(client.token(hs256(client, secret)).statusCode()).isEqualTo(401);
        assertThat(client.token(hs256(client, next)).statusCode()).isEqualTo(200);

        HttpResponse<String> changed =
                admin.put(
                        "/iam/api/clients/" + client.id(),
                        "{\"token_endpoint_auth_method\":\"client_secret_post\"}");
        String told = TestClient.json(changed).path("client_secret").asString();
        assertThat(told).hasSize(43).isNotEqualTo(next);
        refused(client.token(hs256(client, next)), "registered for client_secret_post");
        assertThat(
                        new Browser(provider)
                                .post(
                                        "/identity/token",
                                        Map.of(
                                                "grant_type",
                                                "client_credentials",
                                                "client_id",
                                                client.id(),
                                                "client_secret",
                                                told))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void newKeyAtTheAddressIsFoundButNotAskedForWithEveryRequest() throws IOException {
        AtomicReference<String> served = new AtomicReference<>(jwks(EC));
        AtomicInteger asked = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    byte[] body = served.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            SigningClient client =
                    client(
                            made(
                                    "private_key_jwt",
                                    "\"jwks_uri\":\"http://localhost:%d/keys\""
                                            .formatted(server.getAddress().getPort())));
            assertThat(client.token(es256(client.claims().build())).statusCode()).isEqualTo(200);
            assertThat(client.token(es256(client.claims().build())).statusCode()).isEqualTo(200);
            assertThat(asked).hasValue(1);

            ECKey next = ec("two");
            served.set(jwks(EC, next));
            refused(client.token(es256(client.claims().build(), next)), "not signed");
            refused(client.token(es256(client.claims().build(), ec("three"))), "not signed");
            assertThat(asked).as("unknown keys are asked for now and then").hasValue(1);
            provider.clock().advance(Duration.ofSeconds(31));
            assertThat(client.token(es256(client.claims().build(), next)).statusCode())
                    .isEqualTo(200);
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
        }
        provider.clock().advance(Duration.ofMinutes(11));
    }

    @Test
    void addressesOfPrivateNetworksAreNotCalled() {
        for (String address :
                List.of(
                        "https://localhost/",
                        "https://10.1.2.3/",
                        "https://169.254.169.254/",
                        "https://192.168.0.1/",
                        "https://100.64.0.1/",
                        "https://0.0.0.0/",
                        "https://[::1]/",
                        "https://[fd00::1]/",
                        "https://[::ffff:127.0.0.1]/")) {
            assertThat(failure(address, false)).as(address).contains("private network");
        }
        assertThat(failure("http://192.0.2.1/", true)).contains("not https");
        assertThat(failure("http://127.0.0.1/", true)).isEmpty();
        assertThat(failure("https://192.0.2.1/", false)).isEmpty();
    }

    @Test
    void registrationNamesWhatIsWrongWithTheKeys() {
        refusedKeys("", "needs the client's public keys");
        refusedKeys("\"jwks_uri\":\"http://keys.example/\"", "jwks_uri must be https");
        refusedKeys("\"jwks\":" + new JWKSet(EC).toString(false), "private or symmetric");
        refusedKeys("\"jwks\":" + jwks(EC) + ",\"jwks_uri\":\"https://keys.example/\"", "not both");
        refusedKeys("\"jwks\":{\"keys\":[]}", "no key for RS256, PS256, ES256");
    }

    @Test
    void changeThatLeavesTheKeysOutKeepsThem() {
        SigningClient client = client(register("private_key_jwt", jwks(EC)));
        assertThat(
                        admin.put(
                                        "/iam/api/clients/" + client.id(),
                                        "{\"client_name\":\"renamed\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(client.token(es256(client.claims().build())).statusCode()).isEqualTo(200);
    }

    @Test
    void discoveryAnnouncesMethodsAndAlgorithms() {
        JsonNode metadata =
                TestClient.json(
                        ApiClient.anonymous(provider).get("/.well-known/openid-configuration"));
        assertThat(metadata.path("token_endpoint_auth_methods_supported").toString())
                .contains("private_key_jwt", "client_secret_jwt");
        assertThat(metadata.path("token_endpoint_auth_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\",\"PS256\",\"ES256\",\"HS256\"]");
    }

    private boolean introspects(SigningClient client, Map<String, String> asked) {
        return TestClient.json(client.call("/introspect", es256(client.claims().build()), asked))
                .path("active")
                .asBoolean();
    }

    private void refusedKeys(String members, String because) {
        HttpResponse<String> answer =
                admin.post("/iam/api/clients", body("private_key_jwt", members));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(because);
    }

    private JsonNode register(String method, String jwks) {
        return made(method, jwks.isEmpty() ? "" : "\"jwks\":" + jwks);
    }

    private JsonNode made(String method, String members) {
        HttpResponse<String> answer = admin.post("/iam/api/clients", body(method, members));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    private static String body(String method, String members) {
        return """
        {"client_name":"robot","token_endpoint_auth_method":"%s",
         "grant_types":["client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code"]%s}
        """
                .formatted(method, members.isEmpty() ? "" : "," + members);
    }

    private SigningClient client(JsonNode made) {
        return new SigningClient(provider, made.path("client_id").asString());
    }

    private static void refused(HttpResponse<String> answer, String because) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("invalid_client", because);
    }

    private static String token(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestClient.json(answer).path("access_token").asString();
    }

    private static String failure(String address, boolean privateAddresses) {
        try {
            RemoteKeySets.requireAllowed(URI.create(address), privateAddresses);
            return "";
        } catch (RemoteKeySets.NotFetched refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static Date date(Instant now, String offset) {
        return Date.from(now.plus(Duration.parse(offset)));
    }

    private static String es256(JWTClaimsSet claims) {
        return es256(claims, EC);
    }

    private static String es256(JWTClaimsSet claims, ECKey key) {
        return SigningClient.sign(
                claims, JWSAlgorithm.ES256, key.getKeyID(), signer(() -> new ECDSASigner(key)));
    }

    private static String rsa(SigningClient client, JWSAlgorithm algorithm) {
        return SigningClient.sign(
                client.claims().build(), algorithm, "", signer(() -> new RSASSASigner(RSA)));
    }

    private static String hs256(SigningClient client, String secret) {
        return SigningClient.sign(
                client.claims().build(),
                JWSAlgorithm.HS256,
                "",
                signer(() -> new MACSigner(secret.getBytes(StandardCharsets.UTF_8))));
    }

    private static String jwks(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true);
    }

    /** What makes a signer or a key. */
    private interface Maker<T> {
        T make() throws JOSEException;
    }

    private static <T> T signer(Maker<T> maker) {
        try {
            return maker.make();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String kid) {
        return signer(() -> new ECKeyGenerator(Curve.P_256).keyID(kid).generate());
    }

    private static RSAKey rsa() {
        return signer(() -> new RSAKeyGenerator(2048).keyID("rsa").generate());
    }
}
