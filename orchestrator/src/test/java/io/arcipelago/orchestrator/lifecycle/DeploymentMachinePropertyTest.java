package io.arcipelago.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Plays thousands of lives through the machine, under a clock of their own: steps that succeed,
 * wait, fail in every way or hang, and people who delete at any moment. What must hold in all of
 * them is checked after each move.
 */
class DeploymentMachinePropertyTest {

    private static final int LIVES = 5000;
    private static final Set<Phase> CREATING =
            EnumSet.of(Phase.VALIDATE, Phase.PLACE, Phase.PROVISION, Phase.CONFIGURE, Phase.VERIFY);

    @Test
    void everyLifeEndsAsItsOwnerWantsItOrSaysWhyNot() {
        int complete = 0;
        int failed = 0;
        int deleted = 0;
        int undeletable = 0;
        for (int seed = 0; seed < LIVES; seed++) {
            DeploymentStatus end = new Life(seed).live();
            switch (end) {
                case CREATE_COMPLETE -> complete++;
                case CREATE_FAILED -> failed++;
                case DELETE_COMPLETE -> deleted++;
                case DELETE_FAILED -> undeletable++;
                case CREATE_IN_PROGRESS, DELETE_IN_PROGRESS ->
                        throw new AssertionError("life %d has no end".formatted(seed));
            }
        }
        // The lives are of no use as a test unless they end in all ways.
        assertThat(complete).isGreaterThan(LIVES / 20);
        assertThat(failed).isGreaterThan(LIVES / 20);
        assertThat(deleted).isGreaterThan(LIVES / 20);
        assertThat(undeletable).isPositive();
    }

    /** One deployment, kept as the store keeps it. */
    private static final class Life {
        private static final int MOST_MOVES = 50_000;

        private final int seed;
        private final Random random;
        private final Instant start = Instant.parse("2026-01-31T10:00:00Z");
        private final Instant deadline;
        private final int maxAttempts;
        private final int sites;
        private final boolean keepLast;
        // How this life's sites behave.
        private final int percentFailing;
        private final int percentWaiting;
        private final boolean neverGone;
        private final @Nullable Instant deletedAt;

        private Instant now = start;
        private Goal goal = Goal.PRESENT;
        private DeploymentStatus status = DeploymentStatus.CREATE_IN_PROGRESS;
        private Phase phase = Phase.VALIDATE;
        private int tries;
        private Instant phaseStartedAt = start;
        private int attempt;
        private Optional<Instant> attemptStartedAt = Optional.empty();
        private Optional<FailureClass> attemptFailure = Optional.empty();
        private boolean leftovers;

        Life(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.deadline = start.plus(Duration.ofMinutes(10 + random.nextInt(720)));
            this.maxAttempts = 1 + random.nextInt(4);
            this.sites = random.nextInt(5);
            this.keepLast = random.nextInt(4) == 0;
            this.percentFailing = random.nextInt(4) * 20;
            this.percentWaiting = random.nextInt(4) * 10;
            this.neverGone = random.nextInt(20) == 0;
            this.deletedAt = random.nextBoolean() ? start.plusSeconds(random.nextInt(3600)) : null;
        }

        DeploymentStatus live() {
            for (int moves = 0; moves < MOST_MOVES; moves++) {
                if (deletedAt != null && goal == Goal.PRESENT && !now.isBefore(deletedAt)) {
                    goal = Goal.ABSENT;
                    status = DeploymentStatus.DELETE_IN_PROGRESS;
                }
                Move move = DeploymentMachine.next(situation(), now);
                switch (move) {
                    case Move.Rest rest -> {
                        if (deletedAt == null || goal == Goal.ABSENT) {
                            assertAtRest();
                            return status;
                        }
                        now = deletedAt;
                    }
                    case Move.Take take -> apply(take.transition());
                    case Move.Run run -> {
                        assertThat(run.phase()).as(this::toString).isEqualTo(phase);
                        apply(DeploymentMachine.after(situation(), step(), now));
                    }
                }
                if (goal == Goal.PRESENT && phase == Phase.CLEAN_UP && status.settled()) {
                    // People see the end already; what stays behind is removed some day.
                    if (neverGone) {
                        return status;
                    }
                }
            }
            throw new AssertionError(this + " goes on for ever");
        }

        private Situation situation() {
            return new Situation(
                    goal,
                    status,
                    phase,
                    tries,
                    phaseStartedAt,
                    attempt,
                    attemptStartedAt,
                    attemptFailure,
                    attemptFailure.map(it -> "attempts failed"),
                    maxAttempts,
                    30,
                    keepLast,
                    deadline,
                    Math.max(0, sites - attempt),
                    leftovers,
                    seed);
        }

        /** What a step reports, after some time. */
        private StepOutcome step() {
            now = now.plusMillis(random.nextInt(20_000));
            boolean removing = phase == Phase.CLEAN_UP || phase == Phase.DELETE;
            if (removing && neverGone) {
                return random.nextBoolean()
                        ? new StepOutcome.Again(Duration.ofMinutes(1), "an object is left")
                        : new StepOutcome.Failed(FailureClass.UNAVAILABLE, "the site is down");
            }
            int dice = random.nextInt(100);
            if (dice < percentFailing) {
                FailureClass[] classes = FailureClass.values();
                return new StepOutcome.Failed(classes[random.nextInt(classes.length)], "it broke");
            }
            if (dice < percentFailing + percentWaiting) {
                return new StepOutcome.Again(
                        Duration.ofSeconds(1 + random.nextInt(120)), "not yet");
            }
            if (phase == Phase.PLACE) {
                if (attempt >= sites) {
                    return new StepOutcome.Failed(FailureClass.QUOTA, "no site is left");
                }
                attempt++;
                attemptStartedAt = Optional.of(now);
                attemptFailure = Optional.empty();
            }
            if (phase == Phase.CLEAN_UP) {
                leftovers = false;
            }
            return new StepOutcome.Done("done");
        }

        private void apply(Transition transition) {
            boolean wasSettled = status.settled();
            DeploymentStatus before = status;
            switch (transition) {
                case Transition.Repeat repeat -> {
                    assertThat(repeat.pause()).as(this::toString).isPositive();
                    assertThat(repeat.pause())
                            .as(this::toString)
                            .isLessThanOrEqualTo(Duration.ofMinutes(5));
                    tries += repeat.counted() ? 1 : 0;
                    now = now.plus(repeat.pause());
                }
                case Transition.Enter enter -> {
                    if (goal == Goal.ABSENT) {
                        assertThat(enter.phase())
                                .as("%s: nothing is begun that nobody wants", this)
                                .isEqualTo(Phase.DELETE);
                    }
                    if (enter.phase() == Phase.PLACE) {
                        assertThat(attempt).as(this::toString).isLessThan(maxAttempts);
                    }
                    assertThat(wasSettled && CREATING.contains(enter.phase()))
                            .as("%s: a settled deployment is not created again", this)
                            .isFalse();
                    enter(enter.phase());
                }
                case Transition.FailAttempt failure -> {
                    assertThat(goal).as(this::toString).isEqualTo(Goal.PRESENT);
                    attemptFailure = Optional.of(failure.failureClass());
                    leftovers = true;
                    enter(Phase.CLEAN_UP);
                }
                case Transition.Settle settle -> {
                    assertThat(settle.status().settled()).as(this::toString).isTrue();
                    assertThat(settle.phase()).as(this::toString).isIn(Phase.DONE, Phase.CLEAN_UP);
                    if (wasSettled) {
                        assertThat(settle.status())
                                .as("%s: what people were told stays true", this)
                                .isEqualTo(before);
                    }
                    if (settle.status() == DeploymentStatus.CREATE_FAILED && !wasSettled) {
                        assertThat(settle.reason()).as("%s says why", this).isPresent();
                    }
                    status = settle.status();
                    enter(settle.phase());
                }
            }
            assertThat(attempt).as(this::toString).isLessThanOrEqualTo(maxAttempts);
        }

        private void enter(Phase entered) {
            phase = entered;
            tries = 0;
            phaseStartedAt = now;
        }

        private void assertAtRest() {
            assertThat(status.settled()).as("%s is at rest", this).isTrue();
            if (goal == Goal.ABSENT) {
                assertThat(status)
                        .as(this::toString)
                        .isIn(DeploymentStatus.DELETE_COMPLETE, DeploymentStatus.DELETE_FAILED);
            } else {
                assertThat(status)
                        .as(this::toString)
                        .isIn(DeploymentStatus.CREATE_COMPLETE, DeploymentStatus.CREATE_FAILED);
            }
        }

        @Override
        public String toString() {
            return "life %d: %s %s in %s, attempt %d of %d, %s after its start"
                    .formatted(
                            seed,
                            goal,
                            status,
                            phase,
                            attempt,
                            maxAttempts,
                            Duration.between(start, now));
        }
    }
}
