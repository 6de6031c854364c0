package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.orchestrator.deployment.LogLine.Source;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.provisioning.Provisioner;
import io.arcipelago.orchestrator.provisioning.Sweep;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Removes what attempts left on their sites: the rows first, then whatever else carries the
 * deployment's mark, which is what a creation left whose answer never came.
 */
abstract class RemoveStep implements Step {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DeploymentHistory history;
    private final Provisioner provisioner;
    private final AttemptSites sites;
    private final DeploymentLog log;

    RemoveStep(
            DeploymentHistory history,
            Provisioner provisioner,
            AttemptSites sites,
            DeploymentLog log) {
        this.history = history;
        this.provisioner = provisioner;
        this.sites = sites;
        this.log = log;
    }

    /** Which attempts are to leave nothing behind. */
    abstract boolean concerns(Attempt attempt);

    /** Whether other attempts of the deployment keep their objects on the same site. */
    abstract boolean sharesSiteWithKeptObjects();

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        List<Attempt> all = history.attempts(deployment.id());
        List<Attempt> attempts = all.stream().filter(this::concerns).toList();
        for (Attempt attempt : attempts) {
            int left =
                    provisioner.remove(
                            deployment.id(),
                            attempt.number(),
                            sites.client(deployment.id(), attempt),
                            control::goesOn);
            if (left > 0) {
                return new StepOutcome.Again(
                        PAUSE, "%d objects are left on %s".formatted(left, attempt.site()));
            }
        }
        Set<SiteKey> swept = new HashSet<>();
        for (Attempt attempt : attempts) {
            boolean siteInUse =
                    sharesSiteWithKeptObjects()
                            && all.stream()
                                    .filter(other -> !concerns(other))
                                    .anyMatch(other -> other.site().equals(attempt.site()));
            if (siteInUse || !swept.add(attempt.site())) {
                continue;
            }
            OpenStackClient site = sites.client(deployment.id(), attempt);
            List<String> found = Sweep.removeAll(deployment.id(), site);
            if (!found.isEmpty()) {
                log.add(
                        deployment.id(),
                        Source.SITE,
                        Level.WARNING,
                        "%s still had objects nobody had told us about: %s"
                                .formatted(attempt.site(), String.join(", ", found)));
                return new StepOutcome.Again(PAUSE, "removing what was found by its tags");
            }
        }
        return new StepOutcome.Done("Nothing is left on any site");
    }

    /** Cleans up after failed attempts; what a running one has stays. */
    @Component
    static class CleanUpStep extends RemoveStep {

        CleanUpStep(
                DeploymentHistory history,
                Provisioner provisioner,
                AttemptSites sites,
                DeploymentLog log) {
            super(history, provisioner, sites, log);
        }

        @Override
        public Phase phase() {
            return Phase.CLEAN_UP;
        }

        @Override
        boolean concerns(Attempt attempt) {
            return attempt.state() == Attempt.State.FAILED;
        }

        @Override
        boolean sharesSiteWithKeptObjects() {
            return true;
        }
    }

    /** Removes everything. */
    @Component
    static class DeleteStep extends RemoveStep {

        DeleteStep(
                DeploymentHistory history,
                Provisioner provisioner,
                AttemptSites sites,
                DeploymentLog log) {
            super(history, provisioner, sites, log);
        }

        @Override
        public Phase phase() {
            return Phase.DELETE;
        }

        @Override
        boolean concerns(Attempt attempt) {
            return true;
        }

        @Override
        boolean sharesSiteWithKeptObjects() {
            return false;
        }
    }
}
