package io.arcipelago.cli.demo;

import io.arcipelago.cli.deployments.Deployment;
import io.arcipelago.cli.deployments.LogLine;
import io.arcipelago.cli.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long it took from the request to the running service, and how much of that was Ansible with
 * what it installs: the rest is Arcipelago's own.
 */
record TimeShare(Duration total, Duration ansible) {

    /** Empty if the deployment does not tell its times, or Ansible had nothing to do. */
    static Optional<TimeShare> of(Deployment deployment, List<LogLine> log) {
        Instant asked = deployment.createdAt();
        Optional<Instant> running =
                deployment.steps().stream()
                        .map(Deployment.Step::endedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        Optional<Instant> begun =
                log.stream()
                        .filter(line -> line.source().equals("ansible"))
                        .map(LogLine::at)
                        .min(Comparator.naturalOrder());
        Optional<Instant> configured =
                deployment.steps().stream()
                        .filter(step -> step.name().equals("configure"))
                        .map(Deployment.Step::endedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        if (asked == null || running.isEmpty() || begun.isEmpty() || configured.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TimeShare(
                        Duration.between(asked, running.get()),
                        Duration.between(begun.get(), configured.get())));
    }

    String text() {
        return "From the request to the running service: %s, of which Ansible took %s and Arcipelago %s"
                .formatted(
                        Times.duration(total),
                        Times.duration(ansible),
                        Times.duration(total.minus(ansible)));
    }
}
