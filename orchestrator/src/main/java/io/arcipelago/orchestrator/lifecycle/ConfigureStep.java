package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.catalogue.Blueprint;
import io.arcipelago.orchestrator.catalogue.DeploymentBlueprints;
import io.arcipelago.orchestrator.configuration.ConfigurationListener;
import io.arcipelago.orchestrator.configuration.ConfigurationRequest;
import io.arcipelago.orchestrator.configuration.ConfigurationResult;
import io.arcipelago.orchestrator.configuration.Configurator;
import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.configuration.Play;
import io.arcipelago.orchestrator.configuration.Readiness;
import io.arcipelago.orchestrator.configuration.SimulatedConfigurator;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.orchestrator.deployment.LogLine.Source;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.provisioning.ServerKeys;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Waits until the servers can be logged in to, then installs and starts their software. */
@Component
class ConfigureStep implements Step {

    private static final Duration LOGIN_PAUSE = Duration.ofMillis(500);

    private final DeploymentBlueprints blueprints;
    private final DeploymentHistory history;
    private final DeploymentStore deployments;
    private final DeploymentLog log;
    private final Hosts hosts;
    private final ServerKeys keys;
    private final AttemptSites sites;
    private final Configurator ansible;
    private final SimulatedConfigurator simulated;
    private final LifecycleProperties properties;
    private final InstantSource clock;

    ConfigureStep(
            DeploymentBlueprints blueprints,
            DeploymentHistory history,
            DeploymentStore deployments,
            DeploymentLog log,
            Hosts hosts,
            ServerKeys keys,
            AttemptSites sites,
            @Qualifier("configurator") Configurator ansible,
            SimulatedConfigurator simulated,
            LifecycleProperties properties,
            InstantSource clock) {
        this.blueprints = blueprints;
        this.history = history;
        this.deployments = deployments;
        this.log = log;
        this.hosts = hosts;
        this.keys = keys;
        this.sites = sites;
        this.ansible = ansible;
        this.simulated = simulated;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.CONFIGURE;
    }

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        Attempt attempt = history.lastAttempt(deployment.id()).orElseThrow();
        Configurator configurator = attempt.choices().simulated() ? simulated : ansible;
        if (!attempt.choices().simulated()) {
            List<String> silent =
                    hosts.learnHostKeys(
                            deployment.id(), attempt, sites.client(deployment.id(), attempt));
            if (!silent.isEmpty()) {
                return notYet(deployment, silent + " has not finished booting");
            }
        }
        List<ManagedHost> servers = hosts.of(deployment.id(), attempt);
        String privateKey = keys.privateKey(deployment.id());
        for (ManagedHost server : servers) {
            switch (configurator.probe(server, privateKey)) {
                case Readiness.Ready ready -> {}
                case Readiness.NotYet notYet -> {
                    return notYet(deployment, notYet.reason());
                }
                case Readiness.Refused refused -> {
                    return new StepOutcome.Failed(FailureClass.UNAVAILABLE, refused.reason());
                }
            }
        }
        return configure(deployment, attempt, configurator, servers, privateKey, control);
    }

    private StepOutcome notYet(Deployment deployment, String reason) {
        Duration patience = properties.loginPatience();
        boolean tooLong = clock.instant().isAfter(deployment.phaseStartedAt().plus(patience));
        return tooLong
                ? new StepOutcome.Failed(
                        FailureClass.UNAVAILABLE,
                        "Cannot log in after %d seconds: %s"
                                .formatted(patience.toSeconds(), reason))
                : new StepOutcome.Again(LOGIN_PAUSE, "Waiting to log in: " + reason);
    }

    private StepOutcome configure(
            Deployment deployment,
            Attempt attempt,
            Configurator configurator,
            List<ManagedHost> servers,
            String privateKey,
            RunControl control) {
        Blueprint blueprint = blueprints.of(deployment.id());
        List<Play> plays = blueprint.plays(new HostAttributes(servers), deployment);
        if (plays.isEmpty()) {
            return new StepOutcome.Done(
                    "The servers can be logged in to; no software is asked for");
        }
        ConfigurationRequest request =
                new ConfigurationRequest(
                        deployment.id().toString(),
                        attempt.number(),
                        servers,
                        plays,
                        privateKey,
                        blueprint.secretValues());
        return switch (configurator.configure(request, control::goesOn, listener(deployment))) {
            case ConfigurationResult.Configured done ->
                    new StepOutcome.Done(
                            "%d tasks, %d of them changed something"
                                    .formatted(done.tasks(), done.changed()));
            case ConfigurationResult.Failed failed ->
                    new StepOutcome.Failed(failed.failureClass(), failed.message());
            case ConfigurationResult.Stopped stopped ->
                    new StepOutcome.Again(Duration.ZERO, "stopped");
        };
    }

    private ConfigurationListener listener(Deployment deployment) {
        return new ConfigurationListener() {
            @Override
            public void line(Level level, String text) {
                log.add(deployment.id(), Source.ANSIBLE, level, text);
            }

            @Override
            public void task(String play, String task) {
                history.noteStep(deployment.id(), 0, play + ": " + task);
                deployments.touch(deployment.id(), clock.instant());
            }
        };
    }
}
