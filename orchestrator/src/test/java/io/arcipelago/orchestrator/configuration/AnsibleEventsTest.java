package io.arcipelago.orchestrator.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.platform.web.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnsibleEventsTest {

    private final List<String> lines = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final AnsibleEvents events =
            new AnsibleEvents(
                    new Redaction(Set.of("hunter2")),
                    new ConfigurationListener() {
                        @Override
                        public void line(Level level, String text) {
                            lines.add(level + " " + text);
                        }

                        @Override
                        public void task(String play, String task) {
                            tasks.add(play + "/" + task);
                        }
                    });

    private void result(String task, String outcome, String message) {
        events.line(
                """
                {"event": "result", "host": "server_0", "task": "%s", "outcome": "%s", \
                "message": "%s"}\
                """
                        .replace("{\"event\": ", "{\"event\":")
                        .formatted(task, outcome, message));
    }

    @Test
    void aRunIsToldPlayByPlayAndTaskByTask() {
        events.line("{\"event\":\"play\",\"play\":\"Web\"}");
        events.line("{\"event\":\"task\",\"task\":\"Install\"}");
        result("Install", "changed", "");
        result("Start", "ok", "");
        events.line("{\"event\":\"no_hosts\"}");
        assertThat(lines)
                .containsExactly(
                        "INFO Play: Web",
                        "CHANGED server_0: Install: changed",
                        "INFO server_0: Start: ok",
                        "WARNING No server matches play Web");
        assertThat(tasks).containsExactly("Web/Install");
        assertThat(events.result(0)).isEqualTo(new ConfigurationResult.Configured(2, 1));
    }

    @Test
    void theFirstFailureIsTheOneThatIsToldWithItsTaskAndHostAndNoSecret() {
        events.line("{\"event\":\"play\",\"play\":\"Web\"}");
        result("Fetch", "ignored", "no matter");
        result("Install", "failed", "bad password hunter2");
        result("Start", "unreachable", "gone");
        assertThat(events.result(2))
                .isEqualTo(
                        new ConfigurationResult.Failed(
                                FailureClass.CONFIGURATION_FAILED,
                                "Task 'Install' of 'Web' failed on server_0: bad password"
                                        + " (hidden)"));
        assertThat(lines)
                .contains("WARNING server_0: Fetch: failed, ignored: no matter")
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aServerThatCannotBeReachedMayBeReachedLater() {
        result("Install", "unreachable", "timed out");
        assertThat(events.result(4))
                .isEqualTo(
                        new ConfigurationResult.Failed(
                                FailureClass.TRANSIENT, "server_0 is unreachable: timed out"));
    }

    @Test
    void whatAnsibleSaysItselfIsALineAndItsErrorsAreFailures() {
        events.line("");
        events.line("[WARNING]: hunter2 is weak");
        events.line("{\"event\":\"result\",\"host\":\"ser");
        assertThat(lines).first().isEqualTo("INFO [WARNING]: (hidden) is weak");
        assertThat(lines).hasSize(2);
        events.line("ERROR! no such role");
        assertThat(events.result(0))
                .isEqualTo(
                        new ConfigurationResult.Failed(
                                FailureClass.CONFIGURATION_FAILED, "ERROR! no such role"));
    }

    @Test
    void aRunThatEndsBadlyWithoutSayingWhyHasFailed() {
        events.line("{\"event\":\"task\",\"task\":\"Install\"}");
        assertThat(events.result(137))
                .isEqualTo(
                        new ConfigurationResult.Failed(
                                FailureClass.CONFIGURATION_FAILED,
                                "Ansible ended with code 137 after task 'Install'"));
    }
}
