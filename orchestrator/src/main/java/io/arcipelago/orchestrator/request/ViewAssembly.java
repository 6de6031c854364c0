package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.catalogue.ServiceCatalogue;
import io.arcipelago.orchestrator.catalogue.ServiceForm;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.OutputValue;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.provisioning.ResourceStore;
import io.arcipelago.orchestrator.request.Views.Detail;
import io.arcipelago.orchestrator.request.Views.OutputView;
import io.arcipelago.orchestrator.request.Views.OwnerView;
import io.arcipelago.orchestrator.request.Views.Summary;
import io.arcipelago.platform.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts together what a caller sees of a deployment. */
@Component
public class ViewAssembly {

    private final DeploymentPolicy policy;
    private final DeploymentStore store;
    private final DeploymentHistory history;
    private final ResourceStore resources;
    private final ServiceCatalogue catalogue;

    public ViewAssembly(
            DeploymentPolicy policy,
            DeploymentStore store,
            DeploymentHistory history,
            ResourceStore resources,
            ServiceCatalogue catalogue) {
        this.policy = policy;
        this.store = store;
        this.history = history;
        this.resources = resources;
        this.catalogue = catalogue;
    }

    /** The entries of a list; asks for the sites of all of them at once. */
    List<Summary> summaries(Caller caller, List<Deployment> deployments) {
        Map<java.util.UUID, SiteKey> sites =
                history.lastSites(deployments.stream().map(Deployment::id).toList());
        return deployments.stream()
                .map(deployment ->
                        summary(
                                caller,
                                deployment,
                                Optional.ofNullable(sites.get(deployment.id().value()))))
                .toList();
    }

    Detail detail(Caller caller, Deployment deployment) {
        List<Attempt> attempts = history.attempts(deployment.id());
        Optional<SiteKey> site =
                attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().site());
        return new Detail(
                summary(caller, deployment, site),
                store.createRevision(deployment.id()).inputs(),
                outputs(deployment),
                history.steps(deployment.id()).stream().map(Views.StepView::of).toList(),
                attempts.stream().map(Views.AttemptView::of).toList(),
                resources.list(deployment.id()).stream().map(Views.ResourceView::of).toList());
    }

    private Summary summary(Caller caller, Deployment deployment, Optional<SiteKey> site) {
        Optional<ServiceForm> service = catalogue.find(deployment.service());
        return new Summary(
                deployment.id().toString(),
                deployment.title(),
                deployment.service(),
                service.map(ServiceForm::name).orElse("Own template"),
                service.map(ServiceForm::icon),
                deployment.group(),
                new OwnerView(
                        deployment.owner().subject(),
                        deployment.owner().issuer(),
                        deployment.owner().name()),
                deployment.status().name(),
                deployment.statusReason(),
                deployment.phase().wire(),
                progress(deployment),
                site.map(SiteKey::provider),
                site.map(SiteKey::region),
                deployment.status() == DeploymentStatus.DELETE_COMPLETE
                        ? Optional.empty()
                        : deployment.endpoint(),
                deployment.createdAt(),
                deployment.updatedAt(),
                actions(caller, deployment));
    }

    private static int progress(Deployment deployment) {
        return deployment.status().settled()
                ? Phase.DONE.progress()
                : deployment.phase().progress();
    }

    private List<String> actions(Caller caller, Deployment deployment) {
        List<String> actions = new ArrayList<>();
        boolean going =
                deployment.status() == DeploymentStatus.DELETE_IN_PROGRESS
                        || deployment.status() == DeploymentStatus.DELETE_COMPLETE;
        if (!going && policy.allows(caller, DeploymentAction.DELETE, deployment)) {
            actions.add("delete");
        }
        if (!going
                && deployment.attempt() > 0
                && policy.allows(caller, DeploymentAction.READ_CREDENTIALS, deployment)) {
            actions.add("credentials");
        }
        return actions;
    }

    /** Credentials have a route of their own; an output that is one is left out here. */
    private List<OutputView> outputs(Deployment deployment) {
        Optional<ServiceForm> service = catalogue.find(deployment.service());
        List<OutputView> views = new ArrayList<>();
        for (OutputValue output : deployment.outputs()) {
            if (!String.valueOf(output.value()).contains(OutputValue.CREDENTIALS_MARKER)) {
                Optional<ServiceForm.Output> about =
                        service.flatMap(form -> form.output(output.name()));
                views.add(
                        new OutputView(
                                output.name(),
                                about.map(ServiceForm.Output::label).orElse(output.name()),
                                about.flatMap(ServiceForm.Output::type),
                                output.value()));
            }
        }
        return views;
    }
}
