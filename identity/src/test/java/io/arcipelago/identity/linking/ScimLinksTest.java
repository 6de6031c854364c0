package io.arcipelago.identity.linking;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ScimLinksTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EXTENSION = "urn:indigo-dc:scim:schemas:IndigoUser";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);
    private final String alice = TokenClient.of(provider, "alice", "openid").subject();
    private final String bruno = TokenClient.of(provider, "bruno", "openid").subject();

    @AfterEach
    void unlinkAll() {
        for (String table : List.of("oidc_identity", "x509_certificate", "ssh_key")) {
            provider.bean(JdbcClient.class).sql("delete from identity." + table).update();
        }
    }

    @Test
    void addedLinksAreReadByAdministratorsAndTheirOwner() {
        assertThat(addAll(alice).statusCode()).isEqualTo(204);
        JsonNode links = extension("/scim/Users/" + alice, carla);
        assertThat(links.path("oidcIds").toString())
                .isEqualTo("[{\"issuer\":\"https://idp.example\",\"subject\":\"a1\"}]");
        JsonNode certificate = links.path("certificates").path(0);
        assertThat(certificate.path("display").asString()).isEqualTo("laptop");
        assertThat(certificate.path("subjectDn").asString()).isEqualTo(TestKeys.FIRST_SUBJECT);
        assertThat(certificate.path("primary").asBoolean()).isTrue();
        assertThat(certificate.path("pemEncodedCertificate").asString())
                .startsWith("-----BEGIN CERTIFICATE-----");
        JsonNode key = links.path("sshKeys").path(0);
        assertThat(key.path("fingerprint").asString()).isEqualTo(TestKeys.SSH_FINGERPRINT);
        assertThat(key.path("value").asString()).isEqualTo(TestKeys.SSH);
        TokenClient own = TokenClient.of(provider, "alice", "openid");
        assertThat(extension("/scim/Me", own).path("sshKeys")).hasSize(1);
        assertThat(own.get("/scim/Users/" + alice).statusCode()).isEqualTo(403);
        assertThat(provider.events().all())
                .anyMatch(event -> event.type().contains("account.ssh-key.added"));
    }

    @Test
    void removingNamesOneByWhateverNamesIt() {
        addAll(alice);
        assertThat(remove(alice, "oidcIds", Map.of("issuer", "https://idp.example")).statusCode())
                .as("a subject is needed")
                .isEqualTo(404);
        assertThat(
                        remove(alice, "sshKeys", Map.of("fingerprint", TestKeys.SSH_FINGERPRINT))
                                .statusCode())
                .isEqualTo(204);
        assertThat(
                        remove(alice, "certificates", Map.of("subjectDn", TestKeys.FIRST_SUBJECT))
                                .statusCode())
                .isEqualTo(204);
        assertThat(
                        remove(
                                        alice,
                                        "oidcIds",
                                        Map.of("issuer", "https://idp.example", "subject", "a1"))
                                .statusCode())
                .isEqualTo(204);
        assertThat(extension("/scim/Users/" + alice, carla).has("oidcIds")).isFalse();
        assertThat(remove(alice, "sshKeys", Map.of("display", "home")).statusCode())
                .as("what is not there cannot be removed")
                .isEqualTo(404);
    }

    @Test
    void linkOfAnotherAccountIsAConflict() {
        addAll(alice);
        for (Map<String, Object> links : all()) {
            HttpResponse<String> taken = patch(bruno, "add", links);
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(409);
        }
        assertThat(extension("/scim/Users/" + bruno, carla).has("oidcIds")).isFalse();
        assertThat(remove(bruno, "sshKeys", Map.of("value", TestKeys.SSH)).statusCode())
                .isEqualTo(404);
        assertThat(extension("/scim/Users/" + alice, carla).path("sshKeys")).hasSize(1);
    }

    @Test
    void certificatesComeUnderTheirOtherNameToo() {
        Map<String, Object> links =
                Map.of(
                        "x509Certificates",
                        List.of(
                                Map.of(
                                        "label",
                                        "robot",
                                        "primary",
                                        true,
                                        "pemEncodedCertificate",
                                        TestKeys.SECOND)));
        addAll(alice);
        assertThat(patch(alice, "add", links).statusCode()).isEqualTo(204);
        JsonNode certificates = extension("/scim/Users/" + alice, carla).path("certificates");
        assertThat(certificates).hasSize(2);
        assertThat(certificates.path(0).path("primary").asBoolean()).isFalse();
        assertThat(certificates.path(1).path("primary").asBoolean()).isTrue();
        assertThat(certificates.path(1).path("display").asString()).isEqualTo("robot");
    }

    @Test
    void onePatchChangesThePersonAndTheLinksOrNothing() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("displayName", "x");
        value.put(EXTENSION, all().getFirst());
        HttpResponse<String> refused =
                carla.patch(
                        "/scim/Users/" + alice,
                        JSON.writeValueAsString(
                                Map.of(
                                        "operations",
                                        List.of(Map.of("op", "add", "value", value)))));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(extension("/scim/Users/" + alice, carla).has("oidcIds")).isFalse();
        value.remove("displayName");
        value.put("name", Map.of("givenName", "Alice"));
        HttpResponse<String> done =
                carla.patch(
                        "/scim/Users/" + alice,
                        JSON.writeValueAsString(
                                Map.of(
                                        "operations",
                                        List.of(Map.of("op", "add", "value", value)))));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        assertThat(extension("/scim/Users/" + alice, carla).path("oidcIds")).hasSize(1);
    }

    @Test
    void putOfWhatWasReadLeavesTheLinks() {
        addAll(alice);
        JsonNode read = carla.read("/scim/Users/" + alice);
        HttpResponse<String> same = carla.put("/scim/Users/" + alice, read.toString());
        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        if (read.deepCopy() instanceof ObjectNode without) {
            without.remove(EXTENSION);
            assertThat(carla.put("/scim/Users/" + alice, without.toString()).statusCode())
                    .isEqualTo(200);
        }
        JsonNode links = extension("/scim/Users/" + alice, carla);
        assertThat(links.path("oidcIds")).hasSize(1);
        assertThat(links.path("certificates")).hasSize(1);
        assertThat(links.path("sshKeys")).hasSize(1);
    }

    @Test
    void newUserComesWithLinksOrNotAtAll() {
        HttpResponse<String> created = carla.post("/scim/Users", user("linked1"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode user = TestClient.json(created);
        assertThat(user.path(EXTENSION).path("sshKeys")).hasSize(1);
        assertThat(carla.post("/scim/Users", user("linked2")).statusCode()).isEqualTo(409);
        assertThat(
                        carla.read("/iam/account/find/byusername?username=linked2")
                                .path("totalResults")
                                .asInt())
                .isZero();
        carla.delete("/scim/Users/" + user.path("id").asString());
    }

    private static String user(String username) {
        return JSON.writeValueAsString(
                Map.of(
                        "userName",
                        username,
                        "name",
                        Map.of("givenName", "Dora", "familyName", "Gallo"),
                        "emails",
                        List.of(Map.of("value", username + "@new.example")),
                        EXTENSION,
                        Map.of("sshKeys", List.of(Map.of("value", TestKeys.SSH)))));
    }

    @Test
    void badCredentialsAreNamed() {
        assertThat(
                        patch(alice, "add", Map.of("sshKeys", List.of(Map.of("value", "rubbish"))))
                                .body())
                .contains("SSH key cannot be read");
        assertThat(
                        patch(
                                        alice,
                                        "add",
                                        Map.of(
                                                "certificates",
                                                List.of(Map.of("pemEncodedCertificate", "x"))))
                                .body())
                .contains("certificate cannot be read");
        assertThat(
                        patch(alice, "add", Map.of("oidcIds", List.of(Map.of("issuer", "x"))))
                                .statusCode())
                .isEqualTo(400);
        assertThat(patch(alice, "add", Map.of("sshKeys", "x")).statusCode()).isEqualTo(400);
    }

    @Test
    void onlyTheScopeChangesLinks() {
        String body = JSON.writeValueAsString(operations("add", all().getFirst()));
        for (TokenClient caller :
                List.of(
                        TokenClient.of(provider, "carla", "openid scim:read"),
                        TokenClient.ambitious(provider, "bruno"))) {
            assertThat(caller.patch("/scim/Users/" + alice, body).statusCode()).isEqualTo(403);
        }
        assertThat(TokenClient.anonymous(provider).patch("/scim/Users/" + alice, body).statusCode())
                .isEqualTo(401);
    }

    @Test
    void administratorsFindPeopleByTheSubject() {
        addAll(alice);
        for (String subject :
                List.of(
                        TestKeys.FIRST_SUBJECT,
                        "cn=Alice Moretti, o=People, dc=example",
                        "/DC=example/O=People/CN=Alice Moretti")) {
            JsonNode found = carla.read(find(subject));
            assertThat(found.path("totalResults").asInt()).as(subject).isEqualTo(1);
            assertThat(found.path("Resources").path(0).path("id").asString()).isEqualTo(alice);
        }
        assertThat(carla.read(find("CN=nobody")).path("totalResults").asInt()).isZero();
        assertThat(TokenClient.of(provider, "carla", "openid").get(find("CN=x")).statusCode())
                .isEqualTo(403);
        assertThat(TokenClient.ambitious(provider, "bruno").get(find("CN=x")).statusCode())
                .isEqualTo(403);
        assertThat(TokenClient.anonymous(provider).get(find("CN=x")).statusCode()).isEqualTo(401);
    }

    private static String find(String subject) {
        return "/iam/account/find/bycertsubject?certificateSubject="
                + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private static List<Map<String, Object>> all() {
        return List.of(
                Map.of(
                        "oidcIds",
                        List.of(Map.of("issuer", "https://idp.example", "subject", "a1"))),
                Map.of(
                        "certificates",
                        List.of(
                                Map.of(
                                        "display",
                                        "laptop",
                                        "pemEncodedCertificate",
                                        TestKeys.FIRST))),
                Map.of("sshKeys", List.of(Map.of("display", "laptop", "value", TestKeys.SSH))));
    }

    private HttpResponse<String> addAll(String account) {
        Map<String, Object> links = new LinkedHashMap<>();
        all().forEach(links::putAll);
        return patch(account, "add", links);
    }

    private HttpResponse<String> remove(String account, String name, Map<String, Object> entry) {
        return patch(account, "remove", Map.of(name, List.of(entry)));
    }

    private HttpResponse<String> patch(String account, String op, Map<String, Object> links) {
        return carla.patch(
                "/scim/Users/" + account, JSON.writeValueAsString(operations(op, links)));
    }

    private static Map<String, Object> operations(String op, Map<String, Object> links) {
        return Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
                "operations",
                List.of(Map.of("op", op, "value", Map.of(EXTENSION, links))));
    }

    private JsonNode extension(String path, TokenClient caller) {
        return TestClient.json(caller.get(path)).path(EXTENSION);
    }
}
