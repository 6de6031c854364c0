package io.arcipelago.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.cli.deployments.Deployment;
import io.arcipelago.cli.deployments.Deployment.Step;
import io.arcipelago.cli.deployments.LogLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeShareTest {

    private static final Instant ASKED = Instant.parse("2026-01-31T10:00:00Z");

    private static @Nullable Instant after(double seconds) {
        return ASKED.plusMillis(Math.round(seconds * 1000));
    }

    private static Step step(String name, double from, double to) {
        return new Step(1, name, "done", 0, null, after(from), after(to));
    }

    private static Deployment deployment(List<Step> steps) {
        return new Deployment(
                "d",
                "t",
                "s",
                "S",
                "g",
                null,
                "CREATE_COMPLETE",
                null,
                "done",
                100,
                null,
                null,
                null,
                ASKED,
                null,
                List.of(),
                steps,
                List.of(),
                List.of());
    }

    private static LogLine line(String source, double at) {
        return new LogLine(1, ASKED.plusMillis(Math.round(at * 1000)), source, "info", "x");
    }

    @Test
    void ansibleIsFromItsFirstLineToTheEndOfTheConfiguration() {
        TimeShare share =
                TimeShare.of(
                                deployment(
                                        List.of(
                                                step("provision", 0.3, 2),
                                                step("configure", 2, 10),
                                                step("verify", 10, 10.5))),
                                List.of(
                                        line("orchestrator", 0),
                                        line("ansible", 2.5),
                                        line("ansible", 9)))
                        .orElseThrow();
        assertThat(share.text())
                .isEqualTo(
                        "From the request to the running service: 10.5 s, of which Ansible took"
                                + " 7.5 s and Arcipelago 3.0 s");
    }

    @Test
    void nothingIsToldWithoutAnsible() {
        assertThat(
                        TimeShare.of(
                                deployment(List.of(step("configure", 2, 10))),
                                List.of(line("orchestrator", 0))))
                .isEmpty();
    }
}
