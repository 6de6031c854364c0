package io.arcipelago.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditSearchTest {

    private static final String ROUTE = "/iam/audit";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Provider provider = Provider.start();

    private final AuditTrail audit = provider.bean(AuditTrail.class);
    private final TokenClient carla = TokenClient.of(provider, "carla", "openid iam:admin.read");

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void onlyAnAdministratorsTokenWithTheScopeReadsTheLog() {
        for (String path : List.of(ROUTE, ROUTE + "/export")) {
            assertThat(TokenClient.anonymous(provider).get(path).statusCode()).isEqualTo(401);
            assertThat(TokenClient.ambitious(provider, "alice").get(path).statusCode())
                    .isEqualTo(403);
            assertThat(TokenClient.of(provider, "carla", "openid").get(path).statusCode())
                    .as("an administrator's token without the scope")
                    .isEqualTo(403);
            assertThat(carla.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenOfAFormerAdministratorIsRefusedAtOnce() {
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        TokenClient chief = TokenClient.administrator(provider);
        String authorities =
                "/iam/account/" + alice.subject() + "/authorities?authority=ROLE_ADMIN";
        assertThat(chief.post(authorities, "").statusCode()).isEqualTo(200);
        TokenClient powerful = TokenClient.of(provider, "alice", "openid iam:admin.read");
        assertThat(powerful.get(ROUTE).statusCode()).isEqualTo(200);
        assertThat(chief.delete(authorities).statusCode()).isEqualTo(204);
        assertThat(powerful.get(ROUTE).statusCode()).isEqualTo(401);
        assertThat(powerful.get(ROUTE + "/export").statusCode()).isEqualTo(401);
    }

    @Test
    void conditionsNarrowTheSearch() {
        String group = UUID.randomUUID().toString();
        audit.groupChanged("group.created", group, carla.subject(), Map.of("name", "observers"));
        audit.clientChanged("registered", carla.subject(), "lens");
        audit.signInRefused(Optional.of(carla.subject()), "10.1.2.3", "credentials");

        JsonNode created = read("?type=GroupCreatedEvent&q=OBSERVERS");
        assertThat(created.path("totalResults").asInt()).isEqualTo(1);
        JsonNode event = created.path("Resources").path(0);
        assertThat(event.path("group").path("name").asString()).isEqualTo("observers");
        assertThat(event.path("principal").asString()).isEqualTo("carla");
        assertThat(event.path("actor").asString()).isEqualTo(carla.subject());
        assertThat(types("?client=lens")).containsExactly("ClientRegisteredEvent");
        assertThat(types("?category=client&principal=carla")).contains("ClientRegisteredEvent");
        assertThat(types("?outcome=failure&account=carla"))
                .contains("IamAuthenticationFailureEvent");
        assertThat(types("?outcome=failure&account=" + carla.subject()))
                .contains("IamAuthenticationFailureEvent")
                .doesNotContain("IamAuthenticationSuccessEvent");
        assertThat(types("?q=no-such-text-anywhere")).isEmpty();
    }

    @Test
    void timeBoundsAreReadInBothForms() {
        provider.clock().advance(Duration.ofMinutes(1));
        Instant from = provider.clock().instant();
        audit.scopeChanged("created", carla.subject(), "instrument:read");
        provider.clock().advance(Duration.ofMinutes(1));
        Instant to = provider.clock().instant();
        audit.scopeChanged("deleted", carla.subject(), "instrument:read");
        assertThat(types("?from=" + from + "&to=" + to)).containsExactly("ScopeCreatedEvent");
        assertThat(types("?from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli()))
                .contains("ScopeCreatedEvent")
                .doesNotContain("ScopeDeletedEvent");
    }

    @Test
    void partsFollowEachOtherNewestFirst() {
        String account = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            audit.accountChanged("account.noted", account, "test", Map.of("n", "n" + i));
        }
        List<String> seen = new ArrayList<>();
        String more = "";
        do {
            JsonNode part = read("?account=" + account + "&count=2" + more);
            part.path("Resources").forEach(event -> seen.add(event.path("n").asString()));
            more = part.has("next") ? "&before=" + part.path("next").asString() : "";
        } while (!more.isEmpty());
        assertThat(seen).containsExactly("n4", "n3", "n2", "n1", "n0");
        JsonNode second = read("?account=" + account + "&count=2&startIndex=4");
        assertThat(second.path("totalResults").asInt()).isEqualTo(5);
        assertThat(second.path("itemsPerPage").asInt()).isEqualTo(2);
        assertThat(second.path("Resources").path(0).path("n").asString()).isEqualTo("n1");
        assertThat(read("?account=" + account + "&count=0").path("Resources").size()).isZero();
    }

    @Test
    void wrongConditionsAreNamed() {
        for (String wrong :
                List.of(
                        "from=yesterday",
                        "category=WEATHER",
                        "outcome=perhaps",
                        "before=x",
                        "startIndex=10001",
                        "q=" + "x".repeat(300))) {
            HttpResponse<String> refused = carla.get(ROUTE + "?" + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(TestClient.json(refused).path("error").asString())
                    .contains(wrong.substring(0, wrong.indexOf('=')));
        }
        assertThat(carla.get(ROUTE + "/export?format=xml").statusCode()).isEqualTo(400);
    }

    @Test
    void exportIsALineForEachEventAndNoFormula() {
        String account = UUID.randomUUID().toString();
        audit.accountChanged("account.noted", account, "=cmd()", Map.of("note", "a \"b\""));
        HttpResponse<String> lines = carla.get(ROUTE + "/export?account=" + account);
        assertThat(lines.headers().firstValue("Content-Disposition").orElse(""))
                .contains("identity-audit.jsonl");
        assertThat(lines.body().lines()).hasSize(1);
        assertThat(JSON.readTree(lines.body()).path("note").asString()).isEqualTo("a \"b\"");
        HttpResponse<String> csv = carla.get(ROUTE + "/export?format=csv&account=" + account);
        List<String> rows = csv.body().lines().toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).startsWith("time,@type,category,outcome,principal");
        assertThat(rows.getLast())
                .contains("\"AccountNotedEvent\",\"ACCOUNT\",\"success\",\"'=cmd()\"");
    }

    @Test
    void oldEventsAreForgotten() {
        String old = UUID.randomUUID().toString();
        String recent = UUID.randomUUID().toString();
        audit.accountChanged("account.noted", old, "test", Map.of());
        provider.clock().advance(Duration.ofDays(100));
        audit.accountChanged("account.noted", recent, "test", Map.of());
        provider.bean(AuditTable.class)
                .sweep(provider.clock().instant().minus(Duration.ofDays(99)));
        AuditTable table = provider.bean(AuditTable.class);
        Instant now = provider.clock().instant();
        assertThat(table.count(AuditQuery.of(Map.of("account", old), now))).isZero();
        assertThat(table.count(AuditQuery.of(Map.of("account", recent), now))).isEqualTo(1);
        assertThat(table.count(AuditQuery.of(Map.of(), now))).isGreaterThan(0);
    }

    private JsonNode read(String query) {
        return carla.read(ROUTE + query);
    }

    private List<String> types(String query) {
        List<String> types = new ArrayList<>();
        read(query).path("Resources").forEach(event -> types.add(event.path("@type").asString()));
        return types;
    }
}
