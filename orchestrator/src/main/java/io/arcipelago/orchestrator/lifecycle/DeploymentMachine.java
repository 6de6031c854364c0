package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.lifecycle.StepOutcome.Again;
import io.arcipelago.orchestrator.lifecycle.StepOutcome.Done;
import io.arcipelago.orchestrator.lifecycle.StepOutcome.Failed;
import io.arcipelago.orchestrator.lifecycle.Transition.Enter;
import io.arcipelago.orchestrator.lifecycle.Transition.FailAttempt;
import io.arcipelago.orchestrator.lifecycle.Transition.Repeat;
import io.arcipelago.orchestrator.lifecycle.Transition.Settle;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what happens next to a deployment. Pure: the same situation, outcome and time give the
 * same answer, so that years of faults can be played through in a test.
 *
 * <p>Creation goes validate, place, provision, configure, verify. An attempt that fails is cleaned
 * up, then another site is placed, as long as sites, attempts and time last. Deletion supersedes
 * whatever is in hand.
 */
public final class DeploymentMachine {

    /** How long a deletion is tried before people are told that it failed. */
    static final Duration DELETE_PATIENCE = Duration.ofHours(24);

    /**
     * How often cleaning up may fail before the next site is tried with the leftovers still there.
     */
    static final int CLEAN_UP_TRIES = 4;

    /** How long cleaning up may wait for the site before the next site is tried all the same. */
    static final Duration CLEAN_UP_PATIENCE = Duration.ofMinutes(15);

    private DeploymentMachine() {}

    /** What to do with a deployment as it stands. */
    public static Move next(Situation situation, Instant now) {
        if (situation.goal() == Goal.ABSENT) {
            return nextTowardsAbsence(situation);
        }
        return switch (situation.phase()) {
            case DONE -> new Move.Rest();
            case VALIDATE, PLACE, PROVISION, CONFIGURE, VERIFY ->
                    overdue(situation, now)
                            .<Move>map(Move.Take::new)
                            .orElseGet(() -> new Move.Run(situation.phase()));
            case CLEAN_UP, DELETE -> new Move.Run(situation.phase());
        };
    }

    private static Move nextTowardsAbsence(Situation situation) {
        return switch (situation.phase()) {
            case DELETE -> new Move.Run(Phase.DELETE);
            case DONE ->
                    situation.status() == DeploymentStatus.DELETE_IN_PROGRESS
                            ? new Move.Take(new Enter(Phase.DELETE, "delete requested"))
                            : new Move.Rest();
            case VALIDATE, PLACE, PROVISION, CONFIGURE, VERIFY, CLEAN_UP ->
                    new Move.Take(new Enter(Phase.DELETE, "delete requested"));
        };
    }

    private static Optional<Transition> overdue(Situation situation, Instant now) {
        Phase phase = situation.phase();
        if (now.isAfter(situation.deadline())) {
            String reason = "Creation did not finish by " + situation.deadline();
            return Optional.of(giveUp(situation, FailureClass.TRANSIENT, reason));
        }
        if (phase == Phase.VALIDATE || phase == Phase.PLACE) {
            return Optional.empty();
        }
        if (now.isAfter(situation.phaseStartedAt().plus(patience(phase)))) {
            String reason =
                    "Step %s did not finish within %d minutes"
                            .formatted(phase.wire(), patience(phase).toMinutes());
            return Optional.of(giveUp(situation, FailureClass.TRANSIENT, reason));
        }
        Duration attempt = Duration.ofMinutes(situation.attemptMinutes());
        if (situation
                .attemptStartedAt()
                .filter(start -> now.isAfter(start.plus(attempt)))
                .isPresent()) {
            String reason =
                    "The attempt did not finish within %d minutes"
                            .formatted(situation.attemptMinutes());
            return Optional.of(giveUp(situation, FailureClass.TRANSIENT, reason));
        }
        return Optional.empty();
    }

    private static Duration patience(Phase phase) {
        return switch (phase) {
            case PROVISION -> Duration.ofMinutes(15);
            case CONFIGURE -> Duration.ofMinutes(60);
            case VERIFY -> Duration.ofMinutes(5);
            case VALIDATE, PLACE, CLEAN_UP, DELETE, DONE -> Duration.ofDays(3650);
        };
    }

    /** What follows from the outcome of a step. */
    public static Transition after(Situation situation, StepOutcome outcome, Instant now) {
        return switch (outcome) {
            case Done done -> afterSuccess(situation, done.message(), now);
            case Again again ->
                    overdueRemoval(situation, again.message(), now)
                            .orElseGet(() -> new Repeat(again.pause(), false, again.message()));
            case Failed failed -> afterFailure(situation, failed, now);
        };
    }

    /** An object that a site never lets go of must not keep people waiting for ever. */
    private static Optional<Transition> overdueRemoval(
            Situation situation, String waitingFor, Instant now) {
        Instant started = situation.phaseStartedAt();
        if (situation.phase() == Phase.DELETE && now.isAfter(started.plus(DELETE_PATIENCE))) {
            return Optional.of(
                    new Settle(
                            DeploymentStatus.DELETE_FAILED,
                            Optional.of(waitingFor),
                            Phase.DONE,
                            waitingFor));
        }
        if (situation.phase() == Phase.CLEAN_UP
                && !situation.status().settled()
                && now.isAfter(started.plus(CLEAN_UP_PATIENCE))) {
            return Optional.of(afterCleanUp(situation, Phase.CLEAN_UP, now));
        }
        return Optional.empty();
    }

    private static Transition afterSuccess(Situation situation, String message, Instant now) {
        return switch (situation.phase()) {
            case VALIDATE -> new Enter(Phase.PLACE, message);
            case PLACE -> new Enter(Phase.PROVISION, message);
            case PROVISION -> new Enter(Phase.CONFIGURE, message);
            case CONFIGURE -> new Enter(Phase.VERIFY, message);
            case VERIFY ->
                    new Settle(
                            DeploymentStatus.CREATE_COMPLETE,
                            Optional.empty(),
                            rest(situation),
                            message);
            case CLEAN_UP ->
                    situation.status().settled()
                            ? new Settle(situation.status(), Optional.empty(), Phase.DONE, message)
                            : afterCleanUp(situation, Phase.DONE, now);
            case DELETE ->
                    new Settle(
                            DeploymentStatus.DELETE_COMPLETE,
                            Optional.empty(),
                            Phase.DONE,
                            message);
            case DONE -> throw new IllegalStateException("nothing is run when all is done");
        };
    }

    private static Transition afterFailure(Situation situation, Failed failed, Instant now) {
        int failures = situation.tries() + 1;
        Duration pause = RetryPolicy.pause(situation.tries(), situation.seed());
        return switch (situation.phase()) {
            case VALIDATE, PLACE -> {
                if (passing(failed) && failures < RetryPolicy.tries(failed.failureClass())) {
                    yield new Repeat(pause, true, failed.message());
                }
                yield new Settle(
                        DeploymentStatus.CREATE_FAILED,
                        Optional.of(failed.message()),
                        rest(situation),
                        failed.message());
            }
            case PROVISION, CONFIGURE, VERIFY -> {
                if (failures < RetryPolicy.tries(failed.failureClass())) {
                    yield new Repeat(pause, true, failed.message());
                }
                yield giveUp(situation, failed.failureClass(), failed.message());
            }
            case CLEAN_UP -> {
                if (situation.status().settled() || failures < CLEAN_UP_TRIES) {
                    yield new Repeat(pause, true, failed.message());
                }
                yield afterCleanUp(situation, Phase.CLEAN_UP, now);
            }
            case DELETE -> {
                if (now.isAfter(situation.phaseStartedAt().plus(DELETE_PATIENCE))) {
                    yield new Settle(
                            DeploymentStatus.DELETE_FAILED,
                            Optional.of(failed.message()),
                            Phase.DONE,
                            failed.message());
                }
                yield new Repeat(pause, true, failed.message());
            }
            case DONE -> throw new IllegalStateException("nothing is run when all is done");
        };
    }

    private static boolean passing(Failed failed) {
        return failed.failureClass() == FailureClass.TRANSIENT;
    }

    /** Ends an attempt; before the first one there is nothing to clean up. */
    private static Transition giveUp(
            Situation situation, FailureClass failureClass, String reason) {
        if (situation.phase() == Phase.VALIDATE || situation.phase() == Phase.PLACE) {
            return new Settle(
                    DeploymentStatus.CREATE_FAILED, Optional.of(reason), rest(situation), reason);
        }
        boolean last =
                situation.attempt() >= situation.maxAttempts() || situation.otherSites() == 0;
        if (situation.keepLast() && last) {
            return new Settle(
                    DeploymentStatus.CREATE_FAILED, Optional.of(reason), Phase.DONE, reason);
        }
        return new FailAttempt(failureClass, reason);
    }

    /** Another site, or the end. */
    private static Transition afterCleanUp(Situation situation, Phase ifEnded, Instant now) {
        boolean mayGoOn =
                situation.attempt() < situation.maxAttempts()
                        && situation.attemptFailure().orElse(FailureClass.TRANSIENT)
                                != FailureClass.TEMPLATE
                        && now.isBefore(situation.deadline());
        if (mayGoOn) {
            return new Enter(Phase.PLACE, "looking for another site");
        }
        return new Settle(
                DeploymentStatus.CREATE_FAILED,
                situation.attemptFailureText(),
                ifEnded,
                "no further attempt");
    }

    private static Phase rest(Situation situation) {
        return situation.leftovers() ? Phase.CLEAN_UP : Phase.DONE;
    }
}
