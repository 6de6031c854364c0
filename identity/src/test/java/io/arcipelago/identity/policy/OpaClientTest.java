package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.identity.testing.DrivenClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpaClientTest {

    private static final OpaClient.Question QUESTION =
            new OpaClient.Question(
                    "1b2c", List.of("astro"), "grid", List.of("profile", "storage.read:/a"));

    private final PolicyAgent agent = new PolicyAgent();
    private final DrivenClock clock = new DrivenClock();
    private final OpaClient client = client(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void tellsWhoAsksForWhatAndTakesTheList() throws Exception {
        agent.answers("{\"result\":[\"profile\"]}");
        assertThat(client.allowed(QUESTION)).containsExactly("profile");
        JsonNode input = JsonMapper.builder().build().readTree(agent.lastBody()).path("input");
        assertThat(input.path("user").path("id").asString()).isEqualTo("1b2c");
        assertThat(input.path("user").path("groups").toString()).isEqualTo("[\"astro\"]");
        assertThat(input.path("client").path("id").asString()).isEqualTo("grid");
        assertThat(input.path("scopes").toString()).isEqualTo("[\"profile\",\"storage.read:/a\"]");
    }

    @Test
    void answerCannotAddWhatNobodyAskedFor() throws Exception {
        agent.answers("{\"result\":[\"profile\",\"iam:admin.write\",\"storage.read:/\"]}");
        assertThat(client.allowed(QUESTION)).containsExactly("profile");
    }

    @Test
    void answerHoldsForSomeSeconds() throws Exception {
        agent.answers("{\"result\":[\"profile\"]}");
        client.allowed(QUESTION);
        agent.answers("{\"result\":[]}");
        assertThat(client.allowed(QUESTION)).containsExactly("profile");
        assertThat(agent.calls()).isOne();
        clock.advance(OpaClient.FRESH);
        assertThat(client.allowed(QUESTION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "no JSON",
                "{\"result\":null}",
                "{\"result\":true}",
                "{\"result\":{\"allow\":[\"profile\"]}}",
                "{\"result\":\"profile\"}",
                "{\"result\":[\"profile\",7]}",
                "[\"profile\"]"
            })
    void wrongAnswerIsNoDecision(String body) {
        agent.answers(body);
        assertUnavailable(client);
    }

    @Test
    void hugeAnswerIsNoDecision() {
        agent.answers("{\"result\":[\"profile\"" + ",\"profile\"".repeat(10_000) + "]}");
        assertUnavailable(client);
    }

    @Test
    void errorAndRedirectAreNoDecision() {
        agent.answers("{\"result\":[\"profile\"]}");
        agent.status(500);
        assertUnavailable(client);
        agent.status(302);
        assertUnavailable(client);
    }

    @Test
    void answerThatNeverEndsIsGivenUp() {
        agent.trickles();
        assertUnavailable(client(Duration.ofMillis(300)));
    }

    @Test
    void deadServiceIsLeftAloneForAWhileAndThenTriedOnce() throws Exception {
        agent.status(500);
        for (int call = 0; call < Circuit.FAILURES + 20; call++) {
            assertUnavailable(client);
        }
        assertThat(agent.calls()).isEqualTo(Circuit.FAILURES);

        clock.advance(Circuit.PAUSE);
        assertUnavailable(client);
        assertUnavailable(client);
        assertThat(agent.calls()).isEqualTo(Circuit.FAILURES + 1);

        agent.status(200);
        agent.answers("{\"result\":[\"profile\"]}");
        clock.advance(Circuit.PAUSE);
        assertThat(client.allowed(QUESTION)).containsExactly("profile");
        clock.advance(OpaClient.FRESH);
        assertThat(client.allowed(QUESTION)).containsExactly("profile");
        assertThat(agent.calls()).isEqualTo(Circuit.FAILURES + 3);
    }

    @Test
    void serviceThatIsNotThereIsNoDecision() {
        URI gone = agent.document();
        agent.close();
        assertUnavailable(new OpaClient(gone, Duration.ofSeconds(20), clock));
    }

    private OpaClient client(Duration timeout) {
        return new OpaClient(agent.document(), timeout, clock);
    }

    private static void assertUnavailable(OpaClient asked) {
        assertThatThrownBy(() -> asked.allowed(QUESTION)).isInstanceOf(OpaClient.Unavailable.class);
    }
}
