package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.catalogue.ServiceCatalogue;
import io.arcipelago.orchestrator.catalogue.ServiceForm;
import io.arcipelago.platform.security.Caller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The services that a group may deploy. */
@RestController
@RequestMapping("/v2/catalogue")
class CatalogueController {

    private final ServiceCatalogue catalogue;
    private final Deployments deployments;

    CatalogueController(ServiceCatalogue catalogue, Deployments deployments) {
        this.catalogue = catalogue;
        this.deployments = deployments;
    }

    @GetMapping
    List<ServiceForm> list(Caller caller, @RequestParam String group) {
        deployments.requireMembership(caller, group);
        return catalogue.forGroup(group);
    }

    @GetMapping("/{service}")
    ServiceForm get(Caller caller, @PathVariable String service, @RequestParam String group) {
        deployments.requireMembership(caller, group);
        return catalogue.require(service, group);
    }
}
