package io.arcipelago.identity.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.KeyedClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which proofs the token endpoint refuses, and which clients it asks for one. */
@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
class ProofRefusalsTest {

    private static final Map<String, String> FORM =
            Map.of("grant_type", "client_credentials", "scope", "profile");

    private final Provider provider = Provider.shared();
    private final String url = provider.issuer() + "/token";
    private final KeyedClient service =
            KeyedClient.of(ScopedClient.ofTheProduct(provider, "proof-refusals"));

    private void refused(String... headers) {
        refused(service.client().call("/token", FORM, headers));
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestClient.json(answer).path("error").asString())
                .isEqualTo("invalid_dpop_proof");
        assertThat(TestClient.json(answer).path("error_description").asString()).isNotBlank();
    }

    @Test
    void proofIsForTheTokenEndpointByPost() {
        refused("DPoP", service.key().proof("GET", url));
        refused("DPoP", service.key().proof("POST", provider.issuer() + "/par"));
        refused("DPoP", service.key().proof("POST", url.replace("localhost", "127.0.0.1")));
        refused("DPoP", "nonsense");
        refused("DPoP", "");
    }

    @Test
    void proofServesOnce() {
        String proof = service.proof("/token");
        assertThat(service.client().call("/token", FORM, "DPoP", proof).statusCode())
                .isEqualTo(200);
        refused("DPoP", proof);
    }

    @Test
    void proofIsOfNow() {
        String old = service.proof("/token");
        Date soon = Date.from(provider.clock().instant().plusSeconds(62));
        refused("DPoP", service.key().proof("POST", url, claims -> claims.issueTime(soon)));
        provider.clock().advance(Duration.ofSeconds(62));
        refused("DPoP", old);
    }

    @Test
    void headerComesOnce() {
        refused("DPoP", service.proof("/token"), "DPoP", service.proof("/token"));
    }

    @Test
    void unsignedAndSymmetricProofsAreRefused() throws JOSEException {
        JWTClaimsSet claims = service.key().claims("POST", url).build();
        refused(
                "DPoP",
                Base64URL.encode("{\"typ\":\"dpop+jwt\",\"alg\":\"none\"}")
                        + "."
                        + Base64URL.encode(claims.toString())
                        + ".");
        SignedJWT symmetric =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(service.key().key().toPublicJWK())
                                .build(),
                        claims);
        symmetric.sign(new MACSigner(service.client().secret()));
        refused("DPoP", symmetric.serialize());
    }

    @Test
    void keyInTheProofIsPublicAndSignedIt() {
        JWTClaimsSet claims = service.key().claims("POST", url).build();
        KeyedClient other = KeyedClient.of(service.client());
        refused("DPoP", service.key().sign(claims, "dpop+jwt", other.key().key().toPublicJWK()));
        String good = service.proof("/token");
        refused(
                "DPoP",
                Base64URL.encode(
                                "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":"
                                        + service.key().key().toJSONString()
                                        + "}")
                        + good.substring(good.indexOf('.')));
    }

    @Test
    void parametersOfTheFormAreNoProof() {
        HttpResponse<String> answer =
                service.client()
                        .call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "scope",
                                        "profile",
                                        "dpop_proof",
                                        service.proof("/token"),
                                        "dpop_method",
                                        "POST",
                                        "dpop_target_uri",
                                        url));
        assertThat(TestClient.json(answer).path("token_type").asString()).isEqualTo("Bearer");
    }

    @Test
    void refusedProofLeavesTheCodeGood() {
        KeyedClient dashboard = KeyedClient.of(TestClient.dashboard(provider));
        String verifier = Secrets.random();
        String code = dashboard.client().code("alice", "openid", verifier);
        refused(
                dashboard
                        .client()
                        .call("/token", dashboard.codeForm(code, verifier), "DPoP", "nonsense"));
        assertThat(dashboard.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatIsRegisteredForBoundTokensGetsNoOthers() {
        ApiClient admin = ApiClient.as(provider, "carla", "openid iam:admin.read iam:admin.write");
        KeyedClient other = KeyedClient.of(ScopedClient.ofOthers(provider, "must-show-keys"));
        String path = "/iam/api/clients/" + other.client().id();
        assertThat(
                        TestClient.json(admin.get(path))
                                .path("dpop_bound_access_tokens")
                                .asBoolean(true))
                .isFalse();
        assertThat(setBound(admin, path, "true")).isTrue();
        refused(other.client().call("/token", FORM));
        assertThat(other.token(FORM).statusCode()).isEqualTo(200);
        assertThat(
                        TestClient.json(admin.put(path, "{\"client_name\":\"still bound\"}"))
                                .path("dpop_bound_access_tokens")
                                .asBoolean())
                .as("what is left out stays")
                .isTrue();
        assertThat(setBound(admin, path, "false")).isFalse();
        assertThat(other.client().call("/token", FORM).statusCode()).isEqualTo(200);
    }

    private static boolean setBound(ApiClient admin, String path, String value) {
        HttpResponse<String> answer =
                admin.put(path, "{\"dpop_bound_access_tokens\":" + value + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestClient.json(answer).path("dpop_bound_access_tokens").asBoolean();
    }

    @Test
    void clientMayRegisterItselfForBoundTokens() {
        HttpResponse<String> registered =
                ApiClient.anonymous(provider)
                        .post(
                                "/iam/api/client-registration",
                                """
                                {"client_name":"keyed by itself",
                                 "redirect_uris":["https://keyed.example/cb"],
                                 "token_endpoint_auth_method":"none",
                                 "dpop_bound_access_tokens":true}
                                """);
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        JsonNode client = TestClient.json(registered);
        assertThat(client.path("dpop_bound_access_tokens").asBoolean()).isTrue();
    }
}
