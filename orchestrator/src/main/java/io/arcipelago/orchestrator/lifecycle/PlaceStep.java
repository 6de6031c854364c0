package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.catalogue.DeploymentBlueprints;
import io.arcipelago.orchestrator.delegation.Delegations;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.federation.SiteSurvey;
import io.arcipelago.orchestrator.placement.Decision;
import io.arcipelago.orchestrator.placement.Placement;
import io.arcipelago.platform.web.FailureClass;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Chooses a site and begins an attempt there. */
@Component
class PlaceStep implements Step {

    private final DeploymentBlueprints blueprints;
    private final DeploymentHistory history;
    private final SiteSurvey survey;
    private final Delegations delegations;
    private final LifecycleStore store;
    private final InstantSource clock;

    PlaceStep(
            DeploymentBlueprints blueprints,
            DeploymentHistory history,
            SiteSurvey survey,
            Delegations delegations,
            LifecycleStore store,
            InstantSource clock) {
        this.blueprints = blueprints;
        this.history = history;
        this.survey = survey;
        this.delegations = delegations;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.PLACE;
    }

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        List<Attempt> attempts = history.attempts(deployment.id());
        Optional<Attempt> begun =
                attempts.stream().filter(it -> it.state() == Attempt.State.RUNNING).findFirst();
        if (begun.isPresent()) {
            return new StepOutcome.Done("Goes on at " + begun.get().site());
        }
        Set<SiteKey> tried = attempts.stream().map(Attempt::site).collect(Collectors.toSet());
        // Asked for once here, so that a grant that is gone is told as such and not once per site.
        String token = delegations.accessToken(deployment.id());
        Decision decision =
                Placement.decide(
                        blueprints.of(deployment.id()).demand(),
                        survey.survey(deployment.group(), () -> token),
                        deployment.wanted(),
                        tried);
        if (decision.chosen().isEmpty()) {
            return new StepOutcome.Failed(failureClass(decision), explain(decision, attempts));
        }
        Decision.Chosen chosen = decision.chosen().get();
        Attempt attempt =
                new Attempt(
                        attempts.size() + 1,
                        chosen.site(),
                        chosen.project(),
                        Attempt.State.RUNNING,
                        Optional.empty(),
                        Optional.empty(),
                        decision.candidates(),
                        chosen.choices(),
                        clock.instant(),
                        Optional.empty());
        if (!store.beginAttempt(deployment, attempt)) {
            return new StepOutcome.Again(java.time.Duration.ZERO, "superseded");
        }
        return new StepOutcome.Done(
                "Attempt %d goes to %s%s"
                        .formatted(
                                attempt.number(),
                                chosen.site(),
                                chosen.choices().simulated()
                                        ? ", where servers are simulated"
                                        : ""));
    }

    /** Only an outage may pass by itself; too little quota is told at once. */
    private static FailureClass failureClass(Decision decision) {
        boolean outage =
                !decision.candidates().isEmpty()
                        && decision.candidates().stream()
                                .allMatch(candidate ->
                                        candidate.reasons().stream()
                                                .anyMatch(reason ->
                                                        reason.startsWith(
                                                                "cannot be" + " reached")));
        return outage ? FailureClass.TRANSIENT : FailureClass.QUOTA;
    }

    private static String explain(Decision decision, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return decision.explanation();
        }
        return attempts.stream()
                .map(attempt ->
                        "Attempt %d on %s: %s"
                                .formatted(
                                        attempt.number(),
                                        attempt.site(),
                                        attempt.failure().orElse("failed")))
                .collect(Collectors.joining("; ", "", ". " + decision.explanation()));
    }
}
