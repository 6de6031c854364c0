package io.arcipelago.orchestrator.lifecycle;

import static io.arcipelago.orchestrator.lifecycle.Situations.START;
import static io.arcipelago.orchestrator.lifecycle.Situations.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each row of the machine's table, and what time and failures do to it. */
class DeploymentMachineTest {

    private static final StepOutcome DONE = new StepOutcome.Done("fine");
    private static final Instant SOON = START.plusSeconds(30);

    private static StepOutcome failed(FailureClass failureClass) {
        return new StepOutcome.Failed(failureClass, "it broke");
    }

    private static Transition after(Situations situation, StepOutcome outcome) {
        return DeploymentMachine.after(situation.now(), outcome, SOON);
    }

    private static Move next(Situations situation) {
        return DeploymentMachine.next(situation.now(), SOON);
    }

    @ParameterizedTest
    @CsvSource({"VALIDATE, PLACE", "PLACE, PROVISION", "PROVISION, CONFIGURE", "CONFIGURE, VERIFY"})
    void eachStepThatIsDoneLeadsToTheNext(Phase phase, Phase following) {
        assertThat(next(in(phase))).isEqualTo(new Move.Run(phase));
        assertThat(after(in(phase), DONE)).isEqualTo(new Transition.Enter(following, "fine"));
    }

    @Test
    void aVerifiedServiceIsComplete() {
        assertThat(after(in(Phase.VERIFY), DONE))
                .isEqualTo(settled(DeploymentStatus.CREATE_COMPLETE, null, Phase.DONE));
    }

    @Test
    void aVerifiedServiceIsCompleteThoughAnEarlierAttemptIsStillBeingCleanedUp() {
        assertThat(after(in(Phase.VERIFY).withLeftovers(), DONE))
                .isEqualTo(settled(DeploymentStatus.CREATE_COMPLETE, null, Phase.CLEAN_UP));
    }

    @Test
    void nothingHappensToAServiceThatRuns() {
        assertThat(next(in(Phase.DONE).is(DeploymentStatus.CREATE_COMPLETE)))
                .isEqualTo(new Move.Rest());
        Situation longAgo = in(Phase.DONE).is(DeploymentStatus.CREATE_COMPLETE).now();
        assertThat(DeploymentMachine.next(longAgo, START.plus(Duration.ofDays(900))))
                .isEqualTo(new Move.Rest());
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"VALIDATE", "PLACE", "PROVISION", "CONFIGURE", "VERIFY", "CLEAN_UP"})
    void aDeletionSupersedesEveryPhase(Phase phase) {
        assertThat(next(in(phase).wanted(Goal.ABSENT).is(DeploymentStatus.DELETE_IN_PROGRESS)))
                .isEqualTo(new Move.Take(new Transition.Enter(Phase.DELETE, "delete requested")));
    }

    @Test
    void aDeletionThatIsLateSupersedesEvenAnAttemptThatIsOverdue() {
        Situations late =
                in(Phase.CONFIGURE)
                        .wanted(Goal.ABSENT)
                        .is(DeploymentStatus.DELETE_IN_PROGRESS)
                        .until(START);
        assertThat(next(late))
                .isEqualTo(new Move.Take(new Transition.Enter(Phase.DELETE, "delete requested")));
    }

    @Test
    void aSettledDeploymentIsDeletedAgainWhenSomebodyAsks() {
        Situations asked =
                in(Phase.DONE).wanted(Goal.ABSENT).is(DeploymentStatus.DELETE_IN_PROGRESS);
        assertThat(next(asked))
                .isEqualTo(new Move.Take(new Transition.Enter(Phase.DELETE, "delete requested")));
        assertThat(next(asked.is(DeploymentStatus.DELETE_FAILED))).isEqualTo(new Move.Rest());
        assertThat(next(asked.is(DeploymentStatus.DELETE_COMPLETE))).isEqualTo(new Move.Rest());
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT, 5",
        "CONFLICT, 3",
        "UNAVAILABLE, 2",
        "CONFIGURATION_FAILED, 2",
        "QUOTA, 1",
        "AUTH, 1",
        "NOT_FOUND, 1",
        "TEMPLATE, 1"
    })
    void aStepIsTriedAsOftenAsItsFailureDeserves(FailureClass failureClass, int tries) {
        for (Phase phase : new Phase[] {Phase.PROVISION, Phase.CONFIGURE, Phase.VERIFY}) {
            for (int before = 0; before < tries - 1; before++) {
                assertThat(after(in(phase).failedBefore(before), failed(failureClass)))
                        .isEqualTo(
                                new Transition.Repeat(
                                        RetryPolicy.pause(before, 7), true, "it broke"));
            }
            assertThat(after(in(phase).failedBefore(tries - 1), failed(failureClass)))
                    .isEqualTo(new Transition.FailAttempt(failureClass, "it broke"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"VALIDATE", "PLACE"})
    void beforeAnyAttemptOnlyAnOutageIsTriedAgain(Phase phase) {
        assertThat(after(in(phase).failedBefore(3), failed(FailureClass.TRANSIENT)))
                .isInstanceOf(Transition.Repeat.class);
        assertThat(after(in(phase).failedBefore(4), failed(FailureClass.TRANSIENT)))
                .isEqualTo(settled(DeploymentStatus.CREATE_FAILED, "it broke", Phase.DONE));
        for (FailureClass lasting : FailureClass.values()) {
            if (lasting != FailureClass.TRANSIENT) {
                assertThat(after(in(phase), failed(lasting)))
                        .isEqualTo(settled(DeploymentStatus.CREATE_FAILED, "it broke", Phase.DONE));
            }
        }
    }

    @Test
    void whenNoSiteIsLeftTheLeftoversAreStillRemoved() {
        assertThat(after(in(Phase.PLACE).attempt(1, 3).withLeftovers(), failed(FailureClass.QUOTA)))
                .isEqualTo(settled(DeploymentStatus.CREATE_FAILED, "it broke", Phase.CLEAN_UP));
    }

    @Test
    void waitingIsNoFailure() {
        Transition waited =
                after(
                        in(Phase.PROVISION).failedBefore(2),
                        new StepOutcome.Again(Duration.ofSeconds(2), "building"));
        assertThat(waited)
                .isEqualTo(new Transition.Repeat(Duration.ofSeconds(2), false, "building"));
    }

    @Test
    void anAttemptThatIsCleanedUpMakesRoomForAnotherSite() {
        assertThat(
                        after(
                                in(Phase.CLEAN_UP)
                                        .attempt(1, 3)
                                        .attemptFailed(FailureClass.QUOTA, "full"),
                                DONE))
                .isEqualTo(new Transition.Enter(Phase.PLACE, "looking for another site"));
    }

    @Test
    void theLastAttemptEndsTheCreationWithTheReasonsOfAll() {
        assertThat(
                        after(
                                in(Phase.CLEAN_UP)
                                        .attempt(3, 3)
                                        .attemptFailed(FailureClass.QUOTA, "all full"),
                                DONE))
                .isEqualTo(givenUp("all full", Phase.DONE));
    }

    @Test
    void aTemplateThatIsWrongIsNotTriedElsewhere() {
        assertThat(
                        after(
                                in(Phase.CLEAN_UP)
                                        .attempt(1, 3)
                                        .attemptFailed(FailureClass.TEMPLATE, "wrong"),
                                DONE))
                .isEqualTo(givenUp("wrong", Phase.DONE));
    }

    @Test
    void afterTheDeadlineNoOtherSiteIsTried() {
        assertThat(
                        after(
                                in(Phase.CLEAN_UP)
                                        .attempt(1, 3)
                                        .attemptFailed(FailureClass.TRANSIENT, "slow")
                                        .until(SOON),
                                DONE))
                .isEqualTo(givenUp("slow", Phase.DONE));
    }

    @Test
    void cleaningUpIsGivenUpForTheMomentSoThatTheNextSiteIsTried() {
        Situations cleaning =
                in(Phase.CLEAN_UP).attempt(1, 3).attemptFailed(FailureClass.TRANSIENT, "slow");
        assertThat(after(cleaning.failedBefore(2), failed(FailureClass.UNAVAILABLE)))
                .isEqualTo(new Transition.Repeat(RetryPolicy.pause(2, 7), true, "it broke"));
        assertThat(after(cleaning.failedBefore(3), failed(FailureClass.UNAVAILABLE)))
                .isEqualTo(new Transition.Enter(Phase.PLACE, "looking for another site"));
        assertThat(after(cleaning.attempt(3, 3), failed(FailureClass.UNAVAILABLE)))
                .isEqualTo(givenUp("slow", Phase.CLEAN_UP));
    }

    @Test
    void cleaningUpBehindASettledDeploymentNeverEndsUnfinished() {
        Situations cleaning = in(Phase.CLEAN_UP).is(DeploymentStatus.CREATE_FAILED).attempt(3, 3);
        assertThat(after(cleaning.failedBefore(500), failed(FailureClass.AUTH)))
                .isEqualTo(new Transition.Repeat(RetryPolicy.pause(500, 7), true, "it broke"));
        assertThat(after(cleaning, DONE))
                .isEqualTo(settled(DeploymentStatus.CREATE_FAILED, null, Phase.DONE));
    }

    @Test
    void aCleanUpThatOnlyEverWaitsDoesNotHoldUpTheCreation() {
        Situation waiting =
                in(Phase.CLEAN_UP)
                        .attempt(1, 3)
                        .attemptFailed(FailureClass.TRANSIENT, "slow")
                        .now();
        StepOutcome again = new StepOutcome.Again(Duration.ofSeconds(1), "a volume is left");
        assertThat(DeploymentMachine.after(waiting, again, SOON))
                .isEqualTo(new Transition.Repeat(Duration.ofSeconds(1), false, "a volume is left"));
        assertThat(DeploymentMachine.after(waiting, again, START.plus(Duration.ofHours(1))))
                .isEqualTo(new Transition.Enter(Phase.PLACE, "looking for another site"));
    }

    @Test
    void theDeadlineEndsEveryPhaseOfACreation() {
        Instant late = START.plus(Duration.ofHours(13));
        String reason = "Creation did not finish by 2026-01-31T22:00:00Z";
        for (Phase phase : new Phase[] {Phase.VALIDATE, Phase.PLACE}) {
            assertThat(DeploymentMachine.next(in(phase).now(), late))
                    .isEqualTo(
                            new Move.Take(
                                    settled(DeploymentStatus.CREATE_FAILED, reason, Phase.DONE)));
        }
        for (Phase phase : new Phase[] {Phase.PROVISION, Phase.CONFIGURE, Phase.VERIFY}) {
            assertThat(DeploymentMachine.next(in(phase).now(), late))
                    .isEqualTo(
                            new Move.Take(
                                    new Transition.FailAttempt(FailureClass.TRANSIENT, reason)));
        }
    }

    @ParameterizedTest
    @CsvSource({"PROVISION, 15", "CONFIGURE, 60", "VERIFY, 5"})
    void aStepThatTakesTooLongFailsItsAttempt(Phase phase, int minutes) {
        Instant limit = START.plus(Duration.ofMinutes(minutes));
        assertThat(DeploymentMachine.next(in(phase).now(), limit)).isEqualTo(new Move.Run(phase));
        assertThat(DeploymentMachine.next(in(phase).now(), limit.plusMillis(1)))
                .isEqualTo(
                        new Move.Take(
                                new Transition.FailAttempt(
                                        FailureClass.TRANSIENT,
                                        "Step %s did not finish within %d minutes"
                                                .formatted(phase.wire(), minutes))));
    }

    @Test
    void anAttemptThatTakesTooLongFails() {
        Situations slow = in(Phase.VERIFY);
        slow.phaseStartedAt = START.plus(Duration.ofMinutes(119));
        Instant late = START.plus(Duration.ofMinutes(121));
        assertThat(DeploymentMachine.next(slow.now(), late))
                .isEqualTo(
                        new Move.Take(
                                new Transition.FailAttempt(
                                        FailureClass.TRANSIENT,
                                        "The attempt did not finish within 120 minutes")));
    }

    @Test
    void theServersOfTheLastAttemptStayForInspectionIfAsked() {
        Transition kept = settled(DeploymentStatus.CREATE_FAILED, "it broke", Phase.DONE);
        assertThat(after(in(Phase.VERIFY).attempt(3, 3).keepingLast(), failed(FailureClass.QUOTA)))
                .isEqualTo(kept);
        assertThat(
                        after(
                                in(Phase.VERIFY).attempt(1, 3).keepingLast().otherSites(0),
                                failed(FailureClass.QUOTA)))
                .isEqualTo(kept);
        assertThat(after(in(Phase.VERIFY).attempt(1, 3).keepingLast(), failed(FailureClass.QUOTA)))
                .isEqualTo(new Transition.FailAttempt(FailureClass.QUOTA, "it broke"));
    }

    @Test
    void aDeletionIsTriedForADayWhateverFails() {
        Situations deleting =
                in(Phase.DELETE).wanted(Goal.ABSENT).is(DeploymentStatus.DELETE_IN_PROGRESS);
        assertThat(next(deleting)).isEqualTo(new Move.Run(Phase.DELETE));
        for (FailureClass any : FailureClass.values()) {
            assertThat(
                            DeploymentMachine.after(
                                    deleting.failedBefore(90).now(),
                                    failed(any),
                                    START.plus(Duration.ofHours(24))))
                    .isEqualTo(new Transition.Repeat(RetryPolicy.pause(90, 7), true, "it broke"));
            assertThat(
                            DeploymentMachine.after(
                                    deleting.now(),
                                    failed(any),
                                    START.plus(Duration.ofHours(24)).plusMillis(1)))
                    .isEqualTo(settled(DeploymentStatus.DELETE_FAILED, "it broke", Phase.DONE));
        }
        assertThat(after(deleting, DONE))
                .isEqualTo(settled(DeploymentStatus.DELETE_COMPLETE, null, Phase.DONE));
    }

    @Test
    void aDeletionThatOnlyEverWaitsFailsAfterADayToo() {
        Situation deleting =
                in(Phase.DELETE).wanted(Goal.ABSENT).is(DeploymentStatus.DELETE_IN_PROGRESS).now();
        assertThat(
                        DeploymentMachine.after(
                                deleting,
                                new StepOutcome.Again(Duration.ofSeconds(1), "1 object is left"),
                                START.plus(Duration.ofHours(25))))
                .isEqualTo(settled(DeploymentStatus.DELETE_FAILED, "1 object is left", Phase.DONE));
    }

    @Test
    void anOutcomeOfNoStepIsAMistakeOfOurs() {
        assertThatThrownBy(() -> after(in(Phase.DONE), DONE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> after(in(Phase.DONE), failed(FailureClass.QUOTA)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Transition givenUp(String reason, Phase phase) {
        return new Transition.Settle(
                DeploymentStatus.CREATE_FAILED, Optional.of(reason), phase, "no further attempt");
    }

    private static Transition settled(
            DeploymentStatus status, @Nullable String reason, Phase phase) {
        // The last step tells why it failed, or what it did.
        String message = reason == null ? "fine" : reason;
        return new Transition.Settle(status, Optional.ofNullable(reason), phase, message);
    }
}
