package io.arcipelago.feeder.feed;

import static io.arcipelago.feeder.feed.TestFeeder.JSON;
import static io.arcipelago.feeder.feed.TestFeeder.startedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.feeder.testing.RobotIssuer;
import io.arcipelago.feeder.testing.Site;
import io.arcipelago.feeder.token.ConfiguredTokens;
import io.arcipelago.platform.testing.RunningApp;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole feeder, from the files to the registry's door. */
class FeedTest {

    private static final String PROVIDERS = "/feeder/v1/providers";
    private static final String FEED_ELBA = PROVIDERS + "/ELBA/feed";

    @TempDir static Path directory;

    private static TestFeeder feeder;

    @BeforeAll
    static void start() {
        feeder = new TestFeeder(directory);
    }

    @AfterAll
    static void stop() {
        feeder.close();
    }

    @AfterEach
    void everythingIsWellAgain() {
        feeder.site.heal();
        feeder.registry.accept();
        feeder.issuer.memberOf("astro", "bio");
        feeder.write("elba.config.yaml", feeder.site.file(feeder.issuer.url()));
        feeder.remove("more.config.yaml");
    }

    private static ProviderSnapshot lastSnapshot() {
        return feeder.registry.taken("ELBA").getLast();
    }

    @Test
    void aDeclaredProviderIsFedByItself() {
        JsonNode provider = feeder.awaitProvider("ELBA", it -> !startedAt(it).isEmpty());

        assertThat(provider.path("lastFeed").path("outcome").asString()).isIn("ok", "partial");
        assertThat(provider.path("file").asString()).isEqualTo("elba.config.yaml");
        assertThat(lastSnapshot().facets()).allMatch(it -> it.outcome() == FacetOutcome.OK);
        assertThat(lastSnapshot().flavors()).hasSize(6);
        feeder.awaitProvider("ELBA", it -> !it.path("nextFeedAt").asString("").isEmpty());
    }

    @Test
    void aFeedIsToldWithItsNumbersAndFindings() {
        JsonNode provider = feeder.feed("ELBA");
        JsonNode feed = provider.path("lastFeed");

        assertThat(feed.path("outcome").asString()).isEqualTo("ok");
        assertThat(feed.path("message").asString())
                .isEqualTo("32 of 32 facets read, 7 rows changed, 1 losses held");
        assertThat(feed.path("generation").asLong()).isPositive();
        assertThat(feed.path("held").get(0).path("lost").asInt()).isEqualTo(9);
        assertThat(feed.path("findings").toString()).contains("templeos");
        assertThat(provider.path("durationMillis").asLong()).isNotNegative();
        assertThat(feeder.get(feeder.admin(), "/actuator/prometheus").body())
                .contains("arcipelago_feeder_feed_seconds_count", "arcipelago_feeder_facets_total");
    }

    @Test
    void aPartThatCannotBeReadMakesAPartialFeedWithReasons() {
        feeder.issuer.memberOf("astro");
        feeder.site.fault(
                """
                {"service": "image", "kind": "error", "status": 500, "count": 1000}
                """);

        JsonNode feed = feeder.feed("ELBA").path("lastFeed");

        assertThat(feed.path("outcome").asString()).isEqualTo("partial");
        assertThat(feed.path("failures").toString()).contains("images", "Injected fault");
        assertThat(lastSnapshot().images()).isEmpty();
        assertThat(lastSnapshot().flavors()).isNotEmpty();
    }

    @Test
    void theRegistrysPassingTroubleIsWaitedFor() {
        int before = feeder.registry.taken("ELBA").size();
        feeder.registry.refuse(503, 429, 500);

        JsonNode feed = feeder.feed("ELBA").path("lastFeed");

        assertThat(feed.path("outcome").asString()).isEqualTo("ok");
        assertThat(feeder.registry.taken("ELBA")).hasSizeGreaterThan(before);
    }

    @Test
    void aSnapshotThatTheRegistryRefusesIsAFailedFeedThatSaysWhy() {
        String good = feeder.feed("ELBA").path("lastFeed").path("lastGood").asString();
        // A feed that another test asked for may use one up.
        feeder.registry.refuse(403, 403, 403);

        JsonNode feed = feeder.feed("ELBA").path("lastFeed");

        assertThat(feed.path("outcome").asString()).isEqualTo("failed");
        assertThat(feed.path("message").asString())
                .contains("403", "as the test wants", "scope registry:feed");
        assertThat(feed.path("lastGood").asString()).isEqualTo(good);
        assertThat(feed.path("generation").asLong()).isPositive();
    }

    @Test
    void theRobotRefreshesWithTheLatestTokenAndTheRegistryGetsTheClients() {
        feeder.feed("ELBA");

        List<Map<String, String>> forms = feeder.issuer.forms();
        assertThat(forms)
                .anySatisfy(form ->
                        assertThat(form)
                                .containsEntry("grant_type", "refresh_token")
                                .containsEntry("refresh_token", RobotIssuer.FIRST_REFRESH_TOKEN))
                .anySatisfy(form ->
                        assertThat(form)
                                .containsEntry("grant_type", "client_credentials")
                                .containsEntry("scope", "registry:feed"));
        assertThat(feeder.registry.tokens()).allMatch(it -> it.split("\\.").length == 3);
    }

    @Test
    void anotherProcessGoesOnWithTheRotatedRefreshToken() {
        feeder.feed("ELBA");
        try (RunningApp second = feeder.start("arcipelago.feeder.plan-interval=1h")) {
            String token =
                    second.context().getBean(ConfiguredTokens.class).token(feeder.issuer.url());

            assertThat(token).isNotEmpty();
        }
        assertThat(feeder.issuer.forms())
                .anySatisfy(form ->
                        assertThat(form.getOrDefault("refresh_token", ""))
                                .matches("refresh-[1-9]\\d*"));
    }

    @Test
    void anAddedFilesProviderIsFedAndARemovedOnesIsLeftAlone() {
        feeder.write(
                "more.config.yaml",
                feeder.site.file(feeder.issuer.url()).replace("- name: ELBA", "- name: CAPRI"));
        feeder.awaitProvider(
                "CAPRI", it -> it.path("lastFeed").path("outcome").asString("").equals("ok"));

        feeder.remove("more.config.yaml");

        feeder.awaitProvider("CAPRI", it -> it.path("file").asString("").isEmpty());
        assertThat(feeder.post(feeder.admin(), PROVIDERS + "/CAPRI/feed").statusCode())
                .isEqualTo(404);
        assertThat(feeder.get(feeder.admin(), PROVIDERS).body()).contains("CAPRI", "ELBA");
    }

    @Test
    void aTypoIsToldAndTheProviderIsFedAsBefore() {
        feeder.write(
                "elba.config.yaml",
                feeder.site.file(feeder.issuer.url()).replace("projects:", "project:"));

        JsonNode config =
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(
                                () ->
                                        JSON.readTree(
                                                feeder.get(feeder.admin(), "/feeder/v1/config")
                                                        .body()),
                                it -> it.path("files").get(0).path("stale").asBoolean());

        JsonNode problem = config.path("files").get(0).path("problems").get(1);
        assertThat(problem.path("message").asString()).isEqualTo("unknown key 'project'");
        assertThat(problem.path("remedy").asString()).isEqualTo("Did you mean 'projects'?");
        assertThat(feeder.feed("ELBA").path("lastFeed").path("outcome").asString()).isEqualTo("ok");
        assertThat(lastSnapshot().projects()).hasSize(2);
    }

    @Test
    void aProviderInMaintenanceIsSkippedAndToldToTheRegistry() {
        feeder.write(
                "elba.config.yaml",
                feeder.site
                        .file(feeder.issuer.url())
                        .replace("- name: ELBA", "- name: ELBA\n    status: maintenance"));

        JsonNode feed = feeder.feed("ELBA").path("lastFeed");

        assertThat(feed.path("outcome").asString()).isEqualTo("skipped");
        assertThat(lastSnapshot().provider().status().wire()).isEqualTo("maintenance");
    }

    @Test
    void aProviderIsFedOnceAtATimeOverTwoProcesses() {
        feeder.feed("ELBA");
        feeder.registry.shut();
        try (RunningApp second = feeder.start()) {
            assertThat(asked(feeder.app)).isFalse();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> feeder.registry.waiting("ELBA") == 1);

            assertThat(asked(second)).as("it is being fed already").isTrue();
            assertThat(asked(feeder.app)).isTrue();

            feeder.registry.open();
            assertThat(feeder.feed("ELBA").path("lastFeed").path("outcome").asString())
                    .isEqualTo("ok");
        } finally {
            feeder.registry.open();
        }
        assertThat(feeder.registry.mostOfOneProvider()).isEqualTo(1);
    }

    /** Wishes for a feed; answers whether one is running. */
    private static boolean asked(RunningApp app) {
        HttpResponse<String> answer =
                app.post(FEED_ELBA, "", "Authorization", "Bearer " + feeder.admin());
        assertThat(answer.statusCode()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("running").asBoolean();
    }

    @Test
    void messagesAreWrittenOnceForEachProjectRegionAndTopicUntilSomethingChanges() {
        feeder.feed("ELBA");
        List<String> before = messages();
        feeder.feed("ELBA");
        assertThat(messages()).isEqualTo(before);
        assertThat(before)
                .contains(
                        "federation-registry-feeder ELBA|north|%s 1.4.0"
                                .formatted(Site.project("astro")),
                        "federation-registry-feeder-v2 ELBA|south|%s 2.0.0"
                                .formatted(Site.project("bio")));
        feeder.write(
                "elba.config.yaml",
                feeder.site.file(feeder.issuer.url()).replace("{cores: 4}", "{cores: 5}"));

        feeder.feed("ELBA");

        // Personal limits are part of the first format only, and of one project.
        assertThat(messages()).hasSize(before.size() + 2);
    }

    private static List<String> messages() {
        return feeder.jdbc()
                .sql(
                        """
                        select topic || ' ' || key || ' ' || (data::jsonb ->> 'msg_version')
                          from platform.outbox
                         where topic like 'federation-registry-feeder%' and key like 'ELBA|%'
                         order by position
                        """)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    @Test
    void onlyAdministratorsSeeAndOnlyTheyAndTheScopeFeed() {
        for (String path : List.of(PROVIDERS, PROVIDERS + "/ELBA", "/feeder/v1/config")) {
            assertThat(feeder.get("", path).statusCode()).as(path).isEqualTo(401);
            assertThat(feeder.get(feeder.person("openid"), path).statusCode()).isEqualTo(403);
            assertThat(feeder.get(feeder.person("registry:write"), path).statusCode())
                    .isEqualTo(403);
            assertThat(feeder.get(feeder.admin(), path).statusCode()).isEqualTo(200);
            assertThat(feeder.get(feeder.strangers.adminToken("x"), path).statusCode())
                    .as("an administrator of another issuer")
                    .isEqualTo(403);
        }
        assertThat(feeder.post("", FEED_ELBA).statusCode()).isEqualTo(401);
        String foreign = feeder.strangers.token("x", List.of(), List.of("registry:write"));
        assertThat(feeder.post(foreign, FEED_ELBA).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = feeder.post(feeder.person("registry:read"), FEED_ELBA);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("registry:write");
        assertThat(feeder.post(feeder.person("registry:write"), FEED_ELBA).statusCode())
                .isEqualTo(202);
        assertThat(feeder.post(feeder.admin(), PROVIDERS + "/NOWHERE/feed").statusCode())
                .isEqualTo(404);
    }
}
