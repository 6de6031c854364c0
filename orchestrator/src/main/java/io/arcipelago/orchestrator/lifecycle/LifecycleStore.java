package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import io.arcipelago.orchestrator.delegation.Delegations;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentEvents;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.deployment.StepEntry;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.placement.Candidate;
import io.arcipelago.orchestrator.provisioning.ResourceStore;
import io.arcipelago.platform.secrets.SecretStore;
import io.arcipelago.platform.web.FailureClass;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the situation of a deployment and writes the machine's decisions. Every write carries the
 * fence that the run took; a run that was overtaken writes nothing.
 */
@Repository
public class LifecycleStore {

    private final JdbcClient jdbc;
    private final DeploymentStore deployments;
    private final DeploymentHistory history;
    private final ResourceStore resources;
    private final DeploymentEvents events;
    private final SecretStore secrets;
    private final Delegations delegations;

    public LifecycleStore(
            JdbcClient jdbc,
            DeploymentStore deployments,
            DeploymentHistory history,
            ResourceStore resources,
            DeploymentEvents events,
            SecretStore secrets,
            Delegations delegations) {
        this.jdbc = jdbc;
        this.deployments = deployments;
        this.history = history;
        this.resources = resources;
        this.events = events;
        this.secrets = secrets;
        this.delegations = delegations;
    }

    /**
     * Takes the right to write to a deployment from whoever had it; empty if there is none such.
     */
    public Optional<Long> takeFence(DeploymentId id) {
        return jdbc.sql(
                        """
                        update orchestrator.deployment set fence = fence + 1 where id = :id
                        returning fence
                        """)
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    /** What the machine looks at. */
    public Situation situation(Deployment deployment) {
        List<Attempt> attempts = history.attempts(deployment.id());
        Optional<Attempt> last =
                attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
        Set<SiteKey> tried = attempts.stream().map(Attempt::site).collect(Collectors.toSet());
        int otherSites =
                (int)
                        last.map(Attempt::candidates).orElse(List.of()).stream()
                                .filter(Candidate::accepted)
                                .filter(c -> !tried.contains(new SiteKey(c.provider(), c.region())))
                                .count();
        return new Situation(
                deployment.goal(),
                deployment.status(),
                deployment.phase(),
                deployment.phaseTries(),
                deployment.phaseStartedAt(),
                deployment.attempt(),
                last.map(Attempt::startedAt),
                last.flatMap(Attempt::failureClass).map(FailureClass::valueOf),
                attempts.isEmpty() ? Optional.empty() : Optional.of(failures(attempts)),
                deployment.limits().maxAttempts(),
                deployment.limits().attemptMinutes(),
                deployment.limits().keepLast(),
                deployment.deadline(),
                otherSites,
                resources.hasLeftovers(deployment.id()),
                deployment.id().hashCode());
    }

    private static String failures(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.state() == Attempt.State.FAILED)
                .map(attempt ->
                        "Attempt %d on %s: %s"
                                .formatted(
                                        attempt.number(),
                                        attempt.site(),
                                        attempt.failure().orElse("failed")))
                .collect(Collectors.joining("; "));
    }

    /**
     * Writes a transition. Answers false, and writes nothing, if the run was overtaken or the goal
     * has changed since the deployment was read.
     */
    @Transactional
    public boolean apply(Deployment deployment, Transition transition, Instant now) {
        return switch (transition) {
            case Transition.Repeat repeat -> repeat(deployment, repeat, now);
            case Transition.Enter enter -> enter(deployment, enter, now);
            case Transition.FailAttempt failure -> failAttempt(deployment, failure, now);
            case Transition.Settle settle -> settle(deployment, settle, now);
        };
    }

    private boolean repeat(Deployment deployment, Transition.Repeat repeat, Instant now) {
        // A pass that went through shows that what failed before has passed.
        int tries = repeat.counted() ? deployment.phaseTries() + 1 : 0;
        Optional<Deployment> after =
                advance(
                        deployment,
                        deployment.status(),
                        repeat.counted() ? repeat.message() : null,
                        deployment.phase(),
                        tries,
                        deployment.phaseStartedAt(),
                        now);
        if (after.isEmpty()) {
            return false;
        }
        history.noteStep(deployment.id(), repeat.counted() ? 1 : 0, repeat.message());
        return true;
    }

    private boolean enter(Deployment deployment, Transition.Enter enter, Instant now) {
        DeploymentStatus status =
                enter.phase() == Phase.DELETE
                        ? DeploymentStatus.DELETE_IN_PROGRESS
                        : deployment.status();
        Optional<Deployment> after = advance(deployment, status, null, enter.phase(), 0, now, now);
        if (after.isEmpty()) {
            return false;
        }
        boolean superseded = enter.phase() == Phase.DELETE && deployment.phase() != Phase.DONE;
        history.endStep(
                deployment.id(),
                superseded ? StepEntry.State.FAILED : StepEntry.State.DONE,
                enter.message(),
                now);
        if (superseded) {
            history.endAttempt(deployment.id(), Attempt.State.FAILED, null, enter.message(), now);
        }
        history.beginStep(deployment.id(), after.get().attempt(), enter.phase(), now);
        DeploymentEvent.Type type =
                enter.phase() == Phase.PROVISION
                        ? DeploymentEvent.Type.PLACED
                        : DeploymentEvent.Type.STEP_FINISHED;
        announce(after.get(), type, null, null);
        return true;
    }

    private boolean failAttempt(
            Deployment deployment, Transition.FailAttempt failure, Instant now) {
        Optional<Deployment> after =
                advance(
                        deployment,
                        deployment.status(),
                        failure.reason(),
                        Phase.CLEAN_UP,
                        0,
                        now,
                        now);
        if (after.isEmpty()) {
            return false;
        }
        history.endStep(deployment.id(), StepEntry.State.FAILED, failure.reason(), now);
        history.endAttempt(
                deployment.id(),
                Attempt.State.FAILED,
                failure.failureClass().name(),
                failure.reason(),
                now);
        history.beginStep(deployment.id(), deployment.attempt(), Phase.CLEAN_UP, now);
        announce(
                after.get(),
                DeploymentEvent.Type.ATTEMPT_FAILED,
                failure.reason(),
                failure.failureClass().name());
        return true;
    }

    private boolean settle(Deployment deployment, Transition.Settle settle, Instant now) {
        boolean announced = settle.status() != deployment.status();
        String reason =
                settle.reason()
                        .or(() -> announced ? Optional.empty() : deployment.statusReason())
                        .orElse(null);
        Optional<Deployment> after =
                advance(deployment, settle.status(), reason, settle.phase(), 0, now, now);
        if (after.isEmpty()) {
            return false;
        }
        boolean failed =
                settle.status() == DeploymentStatus.CREATE_FAILED
                        || settle.status() == DeploymentStatus.DELETE_FAILED;
        history.endStep(
                deployment.id(),
                failed && announced ? StepEntry.State.FAILED : StepEntry.State.DONE,
                settle.message(),
                now);
        history.endAttempt(
                deployment.id(),
                settle.status() == DeploymentStatus.CREATE_COMPLETE
                        ? Attempt.State.SUCCEEDED
                        : Attempt.State.FAILED,
                null,
                reason,
                now);
        if (settle.phase() == Phase.CLEAN_UP && deployment.phase() != Phase.CLEAN_UP) {
            history.beginStep(deployment.id(), deployment.attempt(), Phase.CLEAN_UP, now);
        }
        if (settle.status() == DeploymentStatus.DELETE_COMPLETE) {
            // Not before: a deletion that is cut off needs them to go on.
            delegations.forget(deployment.id());
            secrets.deleteAll("deployment/" + deployment.id());
        }
        if (announced) {
            announce(after.get(), type(settle.status()), reason, null);
        }
        return true;
    }

    private static DeploymentEvent.Type type(DeploymentStatus settled) {
        return switch (settled) {
            case CREATE_COMPLETE -> DeploymentEvent.Type.COMPLETED;
            case CREATE_FAILED -> DeploymentEvent.Type.FAILED;
            case DELETE_COMPLETE -> DeploymentEvent.Type.DELETED;
            case DELETE_FAILED -> DeploymentEvent.Type.DELETE_FAILED;
            case CREATE_IN_PROGRESS, DELETE_IN_PROGRESS ->
                    throw new IllegalStateException(settled + " is not settled");
        };
    }

    private Optional<Deployment> advance(
            Deployment deployment,
            DeploymentStatus status,
            @Nullable String reason,
            Phase phase,
            int tries,
            Instant phaseStartedAt,
            Instant now) {
        return jdbc.sql(
                        """
                        update orchestrator.deployment
                           set status = :status, status_reason = :reason, phase = :phase,
                               phase_tries = :tries, phase_started_at = :phaseStartedAt,
                               version = version + 1, updated_at = :now
                         where id = :id and fence = :fence and goal = :goal
                        returning *
                        """)
                .param("id", deployment.id().value())
                .param("fence", deployment.fence())
                .param("goal", deployment.goal().wire())
                .param("status", status.name())
                .param("reason", reason)
                .param("phase", phase.wire())
                .param("tries", tries)
                .param("phaseStartedAt", Timestamp.from(phaseStartedAt))
                .param("now", Timestamp.from(now))
                .query(deployments::deployment)
                .optional();
    }

    /** Begins the next attempt: its number becomes the deployment's attempt in hand. */
    @Transactional
    public boolean beginAttempt(Deployment deployment, Attempt attempt) {
        int updated =
                jdbc.sql(
                                """
                                update orchestrator.deployment
                                   set attempt = :attempt, version = version + 1
                                 where id = :id and fence = :fence and goal = :goal
                                """)
                        .param("id", deployment.id().value())
                        .param("fence", deployment.fence())
                        .param("goal", deployment.goal().wire())
                        .param("attempt", attempt.number())
                        .update();
        if (updated == 1) {
            history.addAttempt(deployment.id(), attempt);
        }
        return updated == 1;
    }

    private void announce(
            Deployment after,
            DeploymentEvent.Type type,
            @Nullable String reason,
            @Nullable String failureClass) {
        Optional<SiteKey> site = history.lastAttempt(after.id()).map(Attempt::site);
        events.announceFailure(type, after, site, reason, failureClass);
    }
}
