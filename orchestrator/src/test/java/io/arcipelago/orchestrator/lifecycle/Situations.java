package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Builds situations for the machine: a creation in some phase, changed where a test cares. */
final class Situations {

    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    Goal goal = Goal.PRESENT;
    DeploymentStatus status = DeploymentStatus.CREATE_IN_PROGRESS;
    Phase phase;
    int tries;
    Instant phaseStartedAt = START;
    int attempt = 1;
    Optional<Instant> attemptStartedAt = Optional.of(START);
    Optional<FailureClass> attemptFailure = Optional.empty();
    Optional<String> attemptFailureText = Optional.empty();
    int maxAttempts = 3;
    int attemptMinutes = 120;
    boolean keepLast;
    Instant deadline = START.plus(Duration.ofHours(12));
    int otherSites = 1;
    boolean leftovers;

    private Situations(Phase phase) {
        this.phase = phase;
        if (phase == Phase.VALIDATE || phase == Phase.PLACE) {
            attempt = 0;
            attemptStartedAt = Optional.empty();
        }
    }

    static Situations in(Phase phase) {
        return new Situations(phase);
    }

    Situations wanted(Goal value) {
        goal = value;
        return this;
    }

    Situations is(DeploymentStatus value) {
        status = value;
        return this;
    }

    Situations failedBefore(int value) {
        tries = value;
        return this;
    }

    Situations attempt(int value, int max) {
        attempt = value;
        maxAttempts = max;
        attemptStartedAt = Optional.of(START);
        return this;
    }

    Situations attemptFailed(FailureClass failureClass, String text) {
        attemptFailure = Optional.of(failureClass);
        attemptFailureText = Optional.of(text);
        return this;
    }

    Situations keepingLast() {
        keepLast = true;
        return this;
    }

    Situations until(Instant value) {
        deadline = value;
        return this;
    }

    Situations otherSites(int value) {
        otherSites = value;
        return this;
    }

    Situations withLeftovers() {
        leftovers = true;
        return this;
    }

    Situation now() {
        return new Situation(
                goal,
                status,
                phase,
                tries,
                phaseStartedAt,
                attempt,
                attemptStartedAt,
                attemptFailure,
                attemptFailureText,
                maxAttempts,
                attemptMinutes,
                keepLast,
                deadline,
                otherSites,
                leftovers,
                7);
    }
}
