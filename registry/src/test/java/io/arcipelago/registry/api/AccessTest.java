package io.arcipelago.registry.api;

import static io.arcipelago.registry.TestRegistry.V2;
import static io.arcipelago.registry.TestRegistry.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.SampleFederation;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route, asked by somebody who may not. */
class AccessTest {

    private static TestTokens otherIssuer;
    private static TestRegistry registry;
    private static String elba;
    private static String astroProject;
    private static String astroGroup;

    @BeforeAll
    static void start() {
        otherIssuer = TestTokens.start();
        registry =
                TestRegistry.withSample(
                        "arcipelago.security.issuers[1].issuer=" + otherIssuer.issuer(),
                        "arcipelago.security.issuers[1].admin-groups=admins");
        elba = ItemKey.provider(SampleFederation.elba().provider()).derivedUid();
        astroProject =
                registry.read(registry.alice(), "/projects?provider=ELBA")
                        .get("content")
                        .get(0)
                        .get("id")
                        .asString();
        astroGroup =
                registry.read(registry.alice(), "/groups")
                        .get("content")
                        .get(0)
                        .get("id")
                        .asString();
    }

    @AfterAll
    static void stop() {
        registry.close();
        otherIssuer.close();
    }

    private static HttpResponse<String> ask(String token, String method, String path) {
        String at =
                V2
                        + path.replace("ELBA", elba)
                                .replace("PROJECT", astroProject)
                                .replace("GROUP", astroGroup);
        return method.equals("GET")
                ? registry.get(token, at)
                : registry.send(method, token, at, method.equals("DELETE") ? "" : "{}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /providers",
        "GET, /providers/ELBA",
        "GET, /providers/ELBA/history",
        "GET, /providers/ELBA/changes",
        "GET, /providers/ELBA/downtimes",
        "GET, /changes",
        "GET, /groups",
        "GET, /groups/GROUP",
        "GET, /projects",
        "GET, /projects/PROJECT",
        "GET, /flavors",
        "GET, /images",
        "GET, /networks",
        "GET, /quotas",
        "GET, /usable?group=astro",
        "POST, /snapshots",
        "PATCH, /providers/ELBA",
        "POST, /providers/ELBA/releases",
        "DELETE, /providers/ELBA",
        "POST, /providers/ELBA/downtimes",
        "DELETE, /providers/ELBA/downtimes/01890000-0000-7000-8000-000000000000"
    })
    void nothingIsToldWithoutAGoodToken(String method, String path) {
        String forged = TestTokens.sign(TestTokens.newKey(), registry.tokens.goodClaims().build());
        assertThat(ask("", method, path).statusCode()).isEqualTo(401);
        assertThat(ask(forged, method, path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /providers/ELBA",
        "POST, /providers/ELBA/releases",
        "DELETE, /providers/ELBA",
        "DELETE, /providers/ELBA?dryRun=true",
        "POST, /providers/ELBA/downtimes",
        "DELETE, /providers/ELBA/downtimes/01890000-0000-7000-8000-000000000000"
    })
    void onlyAdministratorsOfOurIssuerChangeProviders(String method, String path) {
        List<String> refused =
                List.of(
                        registry.alice(),
                        registry.feeder(),
                        registry.token("x", List.of(), List.of("registry:read")),
                        registry.token(otherIssuer, "x", List.of("admins"), List.of()),
                        registry.token(otherIssuer, "x", List.of(), List.of("registry:admin")));
        for (String token : refused) {
            assertThat(ask(token, method, path).statusCode()).isEqualTo(403);
        }
        assertThat(registry.get(registry.carla(), V2 + "/providers/" + elba).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/providers/ELBA",
        "/providers/ELBA/history",
        "/providers/ELBA/changes",
        "/providers/ELBA/downtimes",
        "/groups/GROUP",
        "/projects/PROJECT",
        "/usable?group=astro",
        "/flavors?group=astro"
    })
    void whoHasNoProjectThereIsToldTheSameAsIfItWereNotThere(String path) {
        List<String> strangers =
                List.of(
                        registry.gina(),
                        registry.token(otherIssuer, "alice", List.of("astro"), List.of()));
        for (String token : strangers) {
            assertThat(ask(token, "GET", path).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"/groups/GROUP", "/projects/PROJECT", "/usable?group=astro", "/quotas?group=astro"})
    void otherGroupsThingsAreNotThereForMembersOfOneGroup(String path) {
        assertThat(ask(registry.bruno(), "GET", path).statusCode()).isEqualTo(404);
        assertThat(ask(registry.alice(), "GET", path).statusCode()).isEqualTo(200);
        assertThat(ask(registry.carla(), "GET", path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/providers",
        "/providers/ELBA",
        "/providers/ELBA/changes",
        "/changes",
        "/groups",
        "/projects",
        "/flavors",
        "/images",
        "/networks",
        "/quotas?size=200",
        "/usable?group=bio"
    })
    void noAnswerNamesAnotherGroupsThings(String path) {
        String seen = ask(registry.bruno(), "GET", path).body();
        assertThat(seen)
                .doesNotContain(SampleFederation.ELBA_ASTRO)
                .doesNotContain(SampleFederation.VENETO_ASTRO)
                .doesNotContain("sla-elba-astro")
                .doesNotContain("astro-suite")
                .doesNotContain("gpu.large")
                .doesNotContain("ASTRO-lan")
                .doesNotContain("gate.veneto");
    }

    @Test
    void whoHasNoGroupHereSeesEmptyLists() {
        for (String list :
                List.of("/providers", "/groups", "/projects", "/flavors", "/networks", "/quotas")) {
            assertThat(registry.read(registry.gina(), list).get("content").isEmpty()).isTrue();
        }
        assertThat(registry.read(registry.gina(), "/changes").get("changes").isEmpty()).isTrue();
    }

    @Test
    void administratorsSeeFindingsAndWhoChangedWhat() {
        assertThat(ask(registry.carla(), "GET", "/providers/ELBA").body())
                .contains("\"findings\":[]")
                .contains("\"holds\":[]");
        assertThat(ask(registry.alice(), "GET", "/providers/ELBA").body())
                .contains("\"findings\":null");
        assertThat(ok(ask(registry.carla(), "GET", "/providers/ELBA/history")).toString())
                .contains("\"actor\":\"test-client\"")
                .contains("Snapshot taken at");
        assertThat(ok(ask(registry.alice(), "GET", "/providers/ELBA/history")).toString())
                .doesNotContain("test-client");
    }
}
