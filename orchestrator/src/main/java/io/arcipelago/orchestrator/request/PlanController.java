package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.catalogue.Blueprint;
import io.arcipelago.orchestrator.catalogue.Blueprints;
import io.arcipelago.orchestrator.catalogue.ServiceCatalogue;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.TimeOrderedIds;
import io.arcipelago.orchestrator.federation.SiteSurvey;
import io.arcipelago.orchestrator.placement.Candidate;
import io.arcipelago.orchestrator.placement.Decision;
import io.arcipelago.orchestrator.placement.Placement;
import io.arcipelago.orchestrator.provisioning.ProvisioningPlan;
import io.arcipelago.orchestrator.request.DeploymentController.Request;
import io.arcipelago.platform.security.AccessToken;
import io.arcipelago.platform.security.Caller;
import jakarta.validation.Valid;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what a deployment would create and where; creates nothing. */
@RestController
@RequestMapping("/v2/plans")
class PlanController {

    private final Deployments deployments;
    private final ServiceCatalogue catalogue;
    private final Blueprints blueprints;
    private final SiteSurvey survey;
    private final InstantSource clock;

    PlanController(
            Deployments deployments,
            ServiceCatalogue catalogue,
            Blueprints blueprints,
            SiteSurvey survey,
            InstantSource clock) {
        this.deployments = deployments;
        this.catalogue = catalogue;
        this.blueprints = blueprints;
        this.survey = survey;
        this.clock = clock;
    }

    /** Schema {@code Plan}. */
    record Plan(boolean feasible, List<Candidate> candidates, List<PlannedObject> objects) {}

    /** Schema {@code PlannedObject}. */
    record PlannedObject(String kind, String node, String detail) {}

    @PostMapping
    Plan plan(Caller caller, AccessToken token, @Valid @RequestBody Request request) {
        deployments.requireMembership(caller, request.group());
        Blueprint blueprint =
                blueprints.require(
                        catalogue.require(request.service(), request.group()).template(),
                        request.givenInputs());
        Decision decision =
                Placement.decide(
                        blueprint.demand(),
                        survey.survey(request.group(), token::value),
                        request.wanted(),
                        Set.of());
        List<PlannedObject> objects =
                decision.chosen().map(chosen -> objects(blueprint, chosen)).orElse(List.of());
        return new Plan(decision.chosen().isPresent(), decision.candidates(), objects);
    }

    private List<PlannedObject> objects(Blueprint blueprint, Decision.Chosen chosen) {
        DeploymentId nobody = new DeploymentId(TimeOrderedIds.next(clock.instant()));
        return ProvisioningPlan.of(blueprint.topology(), chosen.choices(), nobody, 1, "").stream()
                .map(resource ->
                        new PlannedObject(
                                resource.kind().wire(),
                                resource.node(),
                                resource.detail().orElse("")))
                .toList();
    }
}
