package io.arcipelago.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestProofs;
import io.arcipelago.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two replicas over one database, and tokens that are bound to their client's key. */
class BoundTokenTest {

    private static final TestTokens TOKENS = TestTokens.start();
    private static final TestPostgres.Database DATABASE = TestPostgres.freshDatabase();
    private static final String URL = "https://cloud.example.org/gates/closed";
    private static RunningApp app;
    private static RunningApp replica;

    private final TestProofs client = TestProofs.withNewKey(InstantSource.system());
    private final String token =
            TOKENS.token(claims -> claims.claim("cnf", Map.of("jkt", client.thumbprint())));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Gates.class)
    static class App {

        @Bean
        ServiceDescriptor service() {
            return new ServiceDescriptor("gates", "io.arcipelago.platform.security");
        }

        @Bean
        PublicPrefix elsewhere() {
            return new PublicPrefix("/gates/other", "https://other.example.org");
        }
    }

    @RestController
    static class Gates {

        @GetMapping({"/closed", "/other/closed"})
        String closed(Caller caller) {
            return caller.subject();
        }
    }

    @BeforeAll
    static void start() {
        app = run();
        replica = run();
    }

    private static RunningApp run() {
        List<String> properties = new ArrayList<>(List.of(TOKENS.propertyPairs()));
        properties.addAll(List.of(DATABASE.properties()));
        properties.add("arcipelago.public-url=https://cloud.example.org/");
        properties.add("arcipelago.kafka.mode=off");
        return RunningApp.startWithDatabase(App.class, properties.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        app.close();
        replica.close();
        TOKENS.close();
    }

    private static HttpResponse<String> closed(String authorization, String... proofs) {
        List<String> headers = new ArrayList<>(List.of("Authorization", authorization));
        for (String proof : proofs) {
            headers.addAll(List.of("DPoP", proof));
        }
        return app.get("/gates/closed?a=b", headers.toArray(String[]::new));
    }

    private static void refused(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("DPoP error=\"" + error + "\"")
                .endsWith("algs=\"ES256 ES384 PS256 RS256\"");
    }

    @Test
    void boundTokenWithItsProofMakesItsCaller() {
        HttpResponse<String> answer = closed("DPoP " + token, client.proof("GET", URL, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("somebody");
        assertThat(closed("dpop " + token, client.proof("GET", URL, token)).statusCode())
                .as("names of schemes have no case")
                .isEqualTo(200);
    }

    @Test
    void boundTokenIsRefusedAsBearerWithAndWithoutProof() {
        refused(closed("Bearer " + token), "invalid_token");
        refused(closed("Bearer " + token, client.proof("GET", URL, token)), "invalid_token");
    }

    @Test
    void bearerTokenIsRefusedInTheSchemeOfBoundOnes() {
        String bearer = TOKENS.token("alice", List.of(), List.of());
        refused(closed("DPoP " + bearer, client.proof("GET", URL, bearer)), "invalid_token");
        assertThat(closed("Bearer " + bearer, client.proof("GET", URL, bearer)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void stolenTokenIsUselessWithoutTheKey() {
        TestProofs thief = TestProofs.withNewKey(InstantSource.system());
        refused(closed("DPoP " + token, thief.proof("GET", URL, token)), "invalid_token");
        refused(closed("DPoP " + token), "invalid_dpop_proof");
    }

    @Test
    void proofIsForThisRequestAndThisToken() {
        refused(closed("DPoP " + token, client.proof("POST", URL, token)), "invalid_dpop_proof");
        refused(
                closed("DPoP " + token, client.proof("GET", URL + "/more", token)),
                "invalid_dpop_proof");
        refused(
                closed("DPoP " + token, client.proof("GET", app.url() + "/gates/closed", token)),
                "invalid_dpop_proof");
        refused(closed("DPoP " + token, client.proof("GET", URL, "x")), "invalid_dpop_proof");
        refused(closed("DPoP " + token, client.proof("GET", URL)), "invalid_dpop_proof");
        String proof = client.proof("GET", URL, token);
        refused(closed("DPoP " + token, proof, proof), "invalid_dpop_proof");
    }

    @Test
    void proofServesOnceOnAllReplicasTogether() {
        String proof = client.proof("GET", URL, token);
        assertThat(closed("DPoP " + token, proof).statusCode()).isEqualTo(200);
        refused(closed("DPoP " + token, proof), "invalid_dpop_proof");
        refused(
                replica.get("/gates/closed", "Authorization", "DPoP " + token, "DPoP", proof),
                "invalid_dpop_proof");
    }

    @Test
    void serviceWithAnAddressOfItsOwnIsReachedThere() {
        String proof = client.proof("GET", "https://other.example.org/closed", token);
        assertThat(
                        app.get(
                                        "/gates/other/closed",
                                        "Authorization",
                                        "DPoP " + token,
                                        "DPoP",
                                        proof)
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void badTokenIsChallengedInItsScheme() {
        refused(closed("DPoP nonsense", client.proof("GET", URL, "nonsense")), "invalid_token");
    }
}
