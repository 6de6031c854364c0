package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.catalogue.DeploymentBlueprints;
import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.OutputValue;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Works out the outputs and sees whether the service answers at the address that they tell. */
@Component
class VerifyStep implements Step {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final DeploymentBlueprints blueprints;
    private final DeploymentHistory history;
    private final DeploymentStore deployments;
    private final Hosts hosts;
    private final HttpClient http;

    VerifyStep(
            DeploymentBlueprints blueprints,
            DeploymentHistory history,
            DeploymentStore deployments,
            Hosts hosts) {
        this.blueprints = blueprints;
        this.history = history;
        this.deployments = deployments;
        this.hosts = hosts;
        this.http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    @Override
    public Phase phase() {
        return Phase.VERIFY;
    }

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        Attempt attempt = history.lastAttempt(deployment.id()).orElseThrow();
        List<ManagedHost> servers = hosts.of(deployment.id(), attempt);
        List<OutputValue> outputs =
                blueprints.of(deployment.id()).outputs(new HostAttributes(servers));
        Optional<String> endpoint =
                outputs.stream()
                        .map(OutputValue::value)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(value ->
                                value.startsWith("http://") || value.startsWith("https://"))
                        .findFirst();
        // An output may name any address; only the deployment's own servers are asked.
        Optional<URI> ours =
                attempt.choices().simulated()
                        ? Optional.empty()
                        : endpoint.flatMap(VerifyStep::address)
                                .filter(uri ->
                                        servers.stream()
                                                .anyMatch(
                                                        it -> it.address().equals(uri.getHost())));
        Optional<String> problem = ours.flatMap(this::problem);
        if (problem.isPresent()) {
            return new StepOutcome.Failed(FailureClass.TRANSIENT, problem.get());
        }
        deployments.storeOutputs(deployment.id(), deployment.fence(), outputs, endpoint);
        return new StepOutcome.Done(
                ours.map(url -> "The service answers at " + url).orElse("All is there"));
    }

    /** The output as an address; a text that only begins like one is none. */
    private static Optional<URI> address(String output) {
        try {
            return Optional.of(new URI(output));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<String> problem(URI endpoint) {
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(TIMEOUT).build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 500
                    ? Optional.empty()
                    : Optional.of("The service at %s answers %d".formatted(endpoint, status));
        } catch (IOException e) {
            return Optional.of("The service does not answer at " + endpoint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Interrupted while asking " + endpoint);
        }
    }
}
