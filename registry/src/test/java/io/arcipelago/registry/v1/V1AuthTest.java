package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.v1.graph.Kind;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may do what, over all verbs and collections. */
class V1AuthTest {

    private static final RSAKey NOBODYS_KEY = TestTokens.newKey();
    private static final V1App CLOSED = V1App.start();
    private static final V1App OPEN =
            V1App.start(
                    "arcipelago.registry.anonymous-read=true",
                    "arcipelago.registry.visibility=all",
                    "arcipelago.registry.v1.unauthenticated-status=401");

    @BeforeAll
    static void fill() {
        CLOSED.withSample();
        OPEN.withSample();
    }

    @AfterAll
    static void stop() {
        CLOSED.close();
        OPEN.close();
    }

    private static String forged(V1App v1) {
        return TestTokens.sign(NOBODYS_KEY, v1.tokens.goodClaims().build());
    }

    private record Write(String method, String path) {}

    private static List<Write> writes(V1App v1, Kind kind) {
        String one = kind.collection() + "/" + firstOf(v1, kind);
        String none = kind.collection() + "/" + "0".repeat(32);
        List<Write> writes =
                new java.util.ArrayList<>(
                        List.of(
                                new Write("PATCH", one),
                                new Write("PATCH", none),
                                new Write("DELETE", one),
                                new Write("DELETE", none)));
        if (kind == Kind.PROVIDER) {
            writes.add(new Write("POST", "providers/"));
            writes.add(new Write("POST", "providers"));
            writes.add(new Write("PUT", one));
            writes.add(new Write("PUT", none));
        }
        return writes;
    }

    private static String firstOf(V1App v1, Kind kind) {
        JsonNode all = v1.read(kind.collection(), v1.admin());
        return all.isEmpty() ? "1".repeat(32) : all.get(0).path("uid").asString();
    }

    @Test
    void withoutAGoodTokenNothingIsReadOrWritten() {
        long before = CLOSED.registry.version();
        for (Kind kind : Kind.values()) {
            String one = kind.collection() + "/" + firstOf(CLOSED, kind);
            for (String token : new @Nullable String[] {null, forged(CLOSED), "rubbish"}) {
                refused(CLOSED, 403, "GET", kind.collection(), token);
                refused(CLOSED, 403, "GET", kind.collection() + "/", token);
                refused(CLOSED, 403, "GET", one, token);
                for (Write write : writes(CLOSED, kind)) {
                    refused(CLOSED, 403, write.method(), write.path(), token);
                }
            }
        }
        assertThat(CLOSED.registry.version()).isEqualTo(before);
    }

    @Test
    void peopleWhoAreNotAdministratorsWriteNothingAndLearnNothing() {
        long before = CLOSED.registry.version();
        String reader = CLOSED.tokens.token("bruno", List.of("bio"), List.of("registry:read"));
        for (Kind kind : Kind.values()) {
            for (Write write : writes(CLOSED, kind)) {
                for (String token : List.of(CLOSED.member("astro"), reader)) {
                    refused(CLOSED, 403, write.method(), write.path(), token);
                }
            }
        }
        assertThat(CLOSED.registry.version()).isEqualTo(before);
    }

    private static void refused(
            V1App v1, int status, String method, String path, @Nullable String token) {
        String body = method.equals("GET") || method.equals("DELETE") ? null : "{\"a\":";
        HttpResponse<String> answer = v1.send(method, path, body, token);
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(status);
        assertThat(V1App.JSON.readTree(answer.body()).path("detail").asString())
                .as(method + " " + path)
                .isNotEmpty();
    }

    @Test
    void otherVerbsThanThoseOfACollectionAreNotAllowed() {
        for (Kind kind : Kind.values()) {
            HttpResponse<String> delete =
                    CLOSED.send("DELETE", kind.collection(), null, CLOSED.admin());
            assertThat(delete.statusCode()).isEqualTo(405);
            if (kind != Kind.PROVIDER) {
                assertThat(
                                CLOSED.send("POST", kind.collection(), "{}", CLOSED.admin())
                                        .statusCode())
                        .as(kind.collection())
                        .isEqualTo(405);
            }
        }
    }

    @Test
    void aServiceWithTheAdministratorsScopeMayWrite() {
        String service =
                CLOSED.tokens.token("feeder", List.of(), List.of("openid", "registry:admin"));
        assertThat(CLOSED.send("DELETE", "flavors/" + "0".repeat(32), null, service).statusCode())
                .isEqualTo(204);
    }

    @Test
    void membersSeeTheirGroupsThingsOnlyInEveryCollection() {
        String bio = CLOSED.member("bio");
        for (Kind kind : Kind.values()) {
            String seen = CLOSED.get(kind.collection() + "?with_conn=true", bio).body();
            assertThat(seen)
                    .as(kind.collection())
                    .doesNotContain(SampleFederation.ELBA_ASTRO)
                    .doesNotContain(SampleFederation.VENETO_ASTRO)
                    .doesNotContain("sla-elba-astro")
                    .doesNotContain("\"astro\"")
                    .doesNotContain("gpu.large")
                    .doesNotContain("ASTRO-lan");
        }
        String flavor =
                CLOSED.read("flavors?name=gpu.large", CLOSED.admin()).get(0).path("uid").asString();
        assertThat(CLOSED.get("flavors/" + flavor, bio).statusCode()).isEqualTo(404);
        assertThat(CLOSED.get("flavors/" + flavor, CLOSED.member("astro")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void peopleWithoutAGroupHereSeeNothing() {
        for (Kind kind : Kind.values()) {
            assertThat(CLOSED.read(kind.collection(), CLOSED.member("strangers")).size())
                    .as(kind.collection())
                    .isZero();
        }
    }

    @Test
    void whereItIsSwitchedOnEverybodySeesAllAndStrangersThePublicPart() {
        assertThat(OPEN.read("projects", OPEN.member("strangers")).size()).isEqualTo(4);
        for (Kind kind : Kind.values()) {
            HttpResponse<String> answer = OPEN.get(kind.collection() + "?with_conn=true", null);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .as(kind.collection())
                    .doesNotContain("\"private")
                    .doesNotContain("support@example.org")
                    .doesNotContain("\"cores\"")
                    .doesNotContain("start_date")
                    .doesNotContain("proxy_host")
                    .doesNotContain("latitude");
        }
        JsonNode provider = firstElement(OPEN.get("providers?short=false", null));
        assertThat(provider.propertyNames())
                .containsExactly("schema_type", "uid", "description", "name", "type");
    }

    private static JsonNode firstElement(HttpResponse<String> answer) {
        return V1App.JSON.readTree(answer.body()).get(0);
    }

    @Test
    void strangersCannotProbeWhatTheyDoNotSee() {
        for (String probe :
                List.of(
                        "providers?support_emails__contains=nobody@example.org",
                        "providers?is_public=true",
                        "providers?status=maintenance",
                        "providers?status__regex=.*nance")) {
            assertThat(V1App.JSON.readTree(OPEN.get(probe, null).body()).size())
                    .as(probe)
                    .isEqualTo(2);
        }
        assertThat(
                        V1App.JSON
                                .readTree(OPEN.get("compute_quotas?cores__gt=1000", null).body())
                                .size())
                .isEqualTo(12);
        assertThat(OPEN.get("providers?sort=status", null).statusCode()).isEqualTo(422);
        assertThat(
                        V1App.JSON
                                .readTree(
                                        OPEN.get("user_groups?provider_status=removed", null)
                                                .body())
                                .size())
                .isEqualTo(2);
        assertThat(V1App.JSON.readTree(OPEN.get("providers?name=ELBA", null).body()).size())
                .isOne();
    }

    @Test
    void strangersDoNotWriteWhereTheyMayRead() {
        for (Kind kind : Kind.values()) {
            for (Write write : writes(OPEN, kind)) {
                refused(OPEN, 401, write.method(), write.path(), null);
                refused(OPEN, 401, write.method(), write.path(), forged(OPEN));
                refused(OPEN, 403, write.method(), write.path(), OPEN.member("astro"));
            }
        }
        refused(OPEN, 401, "GET", "providers", forged(OPEN));
    }
}
