package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.orchestrator.deployment.LogLine.Source;
import io.arcipelago.orchestrator.deployment.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Runs a deployment's steps until it is settled or has to wait. */
@Component
public class LifecycleRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleRunner.class);

    /** More moves than this in one run mean that the machine goes in circles. */
    private static final int MAX_MOVES = 100;

    private final LifecycleStore store;
    private final DeploymentStore deployments;
    private final DeploymentLog log;
    private final Map<Phase, Step> steps;
    private final InstantSource clock;

    public LifecycleRunner(
            LifecycleStore store,
            DeploymentStore deployments,
            DeploymentLog log,
            List<Step> steps,
            InstantSource clock) {
        this.store = store;
        this.deployments = deployments;
        this.log = log;
        this.steps = new EnumMap<>(Phase.class);
        steps.forEach(step -> this.steps.put(step.phase(), step));
        this.clock = clock;
    }

    /**
     * Works on a deployment. Answers when to come back, or empty if nothing is left to do.
     *
     * @param shuttingDown whether the process is about to end
     */
    public Optional<Instant> run(DeploymentId id, BooleanSupplier shuttingDown) {
        Optional<Long> fence = store.takeFence(id);
        if (fence.isEmpty()) {
            return Optional.empty();
        }
        MDC.put("deploymentId", id.toString());
        try {
            return moveOn(id, fence.get(), shuttingDown);
        } finally {
            MDC.remove("deploymentId");
        }
    }

    private Optional<Instant> moveOn(DeploymentId id, long fence, BooleanSupplier shuttingDown) {
        for (int moves = 0; moves < MAX_MOVES; moves++) {
            Deployment deployment = deployments.find(id).orElseThrow();
            if (deployment.fence() != fence) {
                return Optional.empty();
            }
            if (shuttingDown.getAsBoolean()) {
                return Optional.of(clock.instant());
            }
            Situation situation = store.situation(deployment);
            Transition transition =
                    switch (DeploymentMachine.next(situation, clock.instant())) {
                        case Move.Rest rest -> null;
                        case Move.Take take -> take.transition();
                        case Move.Run run ->
                                DeploymentMachine.after(
                                        situation,
                                        runStep(run.phase(), deployment, shuttingDown),
                                        clock.instant());
                    };
            if (transition == null) {
                return Optional.empty();
            }
            boolean applied = store.apply(deployment, transition, clock.instant());
            if (applied) {
                tell(deployment, transition);
                if (transition instanceof Transition.Repeat repeat) {
                    return Optional.of(clock.instant().plus(repeat.pause()));
                }
            }
        }
        throw new IllegalStateException("deployment " + id + " makes no progress");
    }

    private StepOutcome runStep(Phase phase, Deployment deployment, BooleanSupplier shuttingDown) {
        Step step = steps.get(phase);
        if (step == null) {
            throw new IllegalStateException("nobody implements the phase " + phase);
        }
        RunControl control = () -> !shuttingDown.getAsBoolean() && deployments.isAsRead(deployment);
        try {
            return step.run(deployment, control);
        } catch (RuntimeException e) {
            StepOutcome.Failed failed = Failures.classify(e);
            LOG.atWarn()
                    .addKeyValue("phase", phase.wire())
                    .addKeyValue("failureClass", failed.failureClass())
                    .setCause(Failures.expected(e) ? null : e)
                    .log("Step failed: {}", failed.message());
            return failed;
        }
    }

    private void tell(Deployment deployment, Transition transition) {
        switch (transition) {
            case Transition.Repeat repeat -> {
                if (repeat.counted()) {
                    say(
                            deployment,
                            Level.WARNING,
                            "%s; trying again in %d s"
                                    .formatted(
                                            repeat.message(),
                                            Math.max(1, repeat.pause().toSeconds())));
                }
            }
            case Transition.Enter enter -> say(deployment, Level.INFO, enter.message());
            case Transition.FailAttempt failure ->
                    say(
                            deployment,
                            Level.ERROR,
                            "Attempt %d failed (%s): %s"
                                    .formatted(
                                            deployment.attempt(),
                                            failure.failureClass(),
                                            failure.reason()));
            case Transition.Settle settle ->
                    say(
                            deployment,
                            settle.reason().isPresent() ? Level.ERROR : Level.INFO,
                            settle.status() + ": " + settle.reason().orElse(settle.message()));
        }
    }

    private void say(Deployment deployment, Level level, String text) {
        log.add(deployment.id(), Source.ORCHESTRATOR, level, text);
    }
}
