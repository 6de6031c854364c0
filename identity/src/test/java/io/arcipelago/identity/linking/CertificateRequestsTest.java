package io.arcipelago.identity.linking;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CertificateRequestsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROUTE = "/iam/cert_link_requests";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);
    private final TokenClient alice = TokenClient.of(provider, "alice", "openid");
    private final TokenClient bruno = TokenClient.of(provider, "bruno", "openid");

    @AfterEach
    void removeAll() {
        for (String table : List.of("certificate_request", "x509_certificate")) {
            provider.bean(JdbcClient.class).sql("delete from identity." + table).update();
        }
    }

    @Test
    void approvedRequestLinksTheCertificate() {
        JsonNode request = ask(alice, TestKeys.FIRST);
        assertThat(request.path("status").asString()).isEqualTo("PENDING");
        assertThat(request.path("subjectDn").asString()).isEqualTo(TestKeys.FIRST_SUBJECT);
        assertThat(request.path("username").asString()).isEqualTo("alice");
        assertThat(post(alice, TestKeys.FIRST).statusCode()).as("asked already").isEqualTo(400);
        HttpResponse<String> approved = carla.post(path(request) + "/approve", "");
        assertThat(TestClient.json(approved).path("status").asString()).isEqualTo("APPROVED");
        assertThat(alice.get("/scim/Me").body()).contains(TestKeys.FIRST_SUBJECT, "\"laptop\"");
        assertThat(carla.post(path(request) + "/approve", "").statusCode()).isEqualTo(400);
        assertThat(post(alice, TestKeys.FIRST).body()).contains("linked to your account already");
        HttpResponse<String> taken = carla.post(path(ask(bruno, TestKeys.FIRST)) + "/approve", "");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(carla.read(ROUTE + "?status=PENDING").path("totalResults").asInt())
                .as("a refused approval leaves the request open")
                .isEqualTo(1);
    }

    @Test
    void rejectionNeedsAReasonWhereverItIsWritten() {
        JsonNode first = ask(alice, TestKeys.FIRST);
        assertThat(carla.post(path(first) + "/reject", "").statusCode()).isEqualTo(400);
        assertThat(carla.post(path(first) + "/reject?motivation=unknown", "").statusCode())
                .isEqualTo(200);
        JsonNode second = ask(alice, TestKeys.SECOND);
        JsonNode rejected =
                TestClient.json(carla.post(path(second) + "/reject", "{\"motivation\":\"why\"}"));
        assertThat(rejected.path("status").asString()).isEqualTo("REJECTED");
        assertThat(rejected.path("motivation").asString()).isEqualTo("why");
        assertThat(alice.get("/scim/Me").body()).doesNotContain("certificates");
    }

    @Test
    void everybodySeesTheirOwnAndAdministratorsAll() {
        JsonNode request = ask(alice, TestKeys.FIRST);
        ask(bruno, TestKeys.SECOND);
        assertThat(carla.read(ROUTE).path("totalResults").asInt()).isEqualTo(2);
        assertThat(carla.read(ROUTE + "?username=bruno").path("Resources")).hasSize(1);
        assertThat(carla.read(ROUTE + "?count=0").path("Resources")).isEmpty();
        assertThat(alice.read(ROUTE).path("totalResults").asInt()).isEqualTo(1);
        assertThat(alice.read(ROUTE + "?username=bruno").path("totalResults").asInt()).isZero();
        assertThat(alice.get(path(request)).statusCode()).isEqualTo(200);
        assertThat(bruno.get(path(request)).statusCode()).isEqualTo(404);
        assertThat(carla.get(ROUTE + "?status=NONE").statusCode()).isEqualTo(400);
    }

    @Test
    void othersCanNeitherDecideNorRemove() {
        JsonNode request = ask(alice, TestKeys.FIRST);
        List<TokenClient> powerless =
                List.of(
                        alice,
                        bruno,
                        TokenClient.ambitious(provider, "bruno"),
                        TokenClient.of(provider, "carla", "openid iam:admin.read"));
        for (TokenClient caller : powerless) {
            assertThat(caller.post(path(request) + "/approve", "").statusCode()).isEqualTo(403);
            assertThat(caller.post(path(request) + "/reject?motivation=x", "").statusCode())
                    .isEqualTo(403);
        }
        assertThat(bruno.delete(path(request)).statusCode()).isEqualTo(404);
        assertThat(powerless.getLast().delete(path(request)).statusCode()).isEqualTo(403);
        TokenClient nobody = TokenClient.anonymous(provider);
        assertThat(nobody.get(ROUTE).statusCode()).isEqualTo(401);
        assertThat(nobody.post(ROUTE, "{}").statusCode()).isEqualTo(401);
        assertThat(nobody.get(path(request)).statusCode()).isEqualTo(401);
        assertThat(nobody.delete(path(request)).statusCode()).isEqualTo(401);
        assertThat(nobody.post(path(request) + "/approve", "").statusCode()).isEqualTo(401);
        assertThat(nobody.post(path(request) + "/reject", "").statusCode()).isEqualTo(401);
        assertThat(alice.delete(path(request)).statusCode()).isEqualTo(204);
        assertThat(carla.read(ROUTE).path("totalResults").asInt()).isZero();
    }

    @Test
    void badInputIsRefused() {
        assertThat(post(alice, "no certificate").body())
                .contains("\"error\"", "certificate cannot be read");
        assertThat(
                        alice.post(
                                        ROUTE,
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "label",
                                                        "x".repeat(200),
                                                        "pemEncodedCertificate",
                                                        TestKeys.FIRST)))
                                .statusCode())
                .isEqualTo(400);
    }

    private JsonNode ask(TokenClient caller, String pem) {
        HttpResponse<String> response = post(caller, pem);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    private static HttpResponse<String> post(TokenClient caller, String pem) {
        return caller.post(
                ROUTE,
                JSON.writeValueAsString(
                        Map.of("label", "laptop", "pemEncodedCertificate", pem, "notes", "mine")));
    }

    private static String path(JsonNode request) {
        return ROUTE + "/" + request.path("uuid").asString();
    }
}
