package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.catalogue.DeploymentBlueprints;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.provisioning.Provisioner;
import io.arcipelago.orchestrator.provisioning.Provisioner.Progress;
import io.arcipelago.orchestrator.provisioning.ProvisioningPlan;
import io.arcipelago.orchestrator.provisioning.ResourceStore;
import io.arcipelago.orchestrator.provisioning.ServerKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Makes the attempt's objects exist on its site. */
@Component
class ProvisionStep implements Step {

    private final DeploymentBlueprints blueprints;
    private final DeploymentHistory history;
    private final ResourceStore resources;
    private final ServerKeys keys;
    private final Provisioner provisioner;
    private final AttemptSites sites;
    private final InstantSource clock;

    ProvisionStep(
            DeploymentBlueprints blueprints,
            DeploymentHistory history,
            ResourceStore resources,
            ServerKeys keys,
            Provisioner provisioner,
            AttemptSites sites,
            InstantSource clock) {
        this.blueprints = blueprints;
        this.history = history;
        this.resources = resources;
        this.keys = keys;
        this.provisioner = provisioner;
        this.sites = sites;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.PROVISION;
    }

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        Attempt attempt = history.lastAttempt(deployment.id()).orElseThrow();
        boolean planned =
                resources.list(deployment.id()).stream()
                        .anyMatch(resource -> resource.attempt() == attempt.number());
        if (!planned) {
            resources.plan(
                    deployment.id(),
                    ProvisioningPlan.of(
                            blueprints.of(deployment.id()).topology(),
                            attempt.choices(),
                            deployment.id(),
                            attempt.number(),
                            keys.publicKey(deployment.id())));
        }
        Progress progress =
                provisioner.provision(
                        deployment.id(),
                        attempt.number(),
                        sites.client(deployment.id(), attempt),
                        control::goesOn);
        if (progress.complete()) {
            return new StepOutcome.Done("All %d objects are there".formatted(progress.planned()));
        }
        return new StepOutcome.Again(
                pause(deployment.phaseStartedAt(), clock.instant()),
                "%d of %d objects are there, waiting for %s"
                        .formatted(progress.ready(), progress.planned(), progress.waitingFor()));
    }

    /** Sites are asked often while people watch, and less often when it takes long. */
    private static Duration pause(Instant since, Instant now) {
        Duration waited = Duration.between(since, now);
        if (waited.compareTo(Duration.ofSeconds(10)) < 0) {
            return Duration.ofMillis(500);
        }
        return waited.compareTo(Duration.ofMinutes(1)) < 0
                ? Duration.ofSeconds(2)
                : Duration.ofSeconds(5);
    }
}
