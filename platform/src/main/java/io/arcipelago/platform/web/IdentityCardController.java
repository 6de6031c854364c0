package io.arcipelago.platform.web;

import io.arcipelago.platform.service.ServiceDescriptor;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which installation answers on this port, so that a launcher can tell its own. */
@RestController
class IdentityCardController {

    private final IdentityCard card;

    IdentityCardController(String instance, List<ServiceDescriptor> services) {
        String version = IdentityCardController.class.getPackage().getImplementationVersion();
        this.card =
                new IdentityCard(
                        "arcipelago",
                        instance,
                        version == null ? "development" : version,
                        services.stream().map(ServiceDescriptor::name).sorted().toList());
    }

    @GetMapping("/.well-known/arcipelago")
    IdentityCard card() {
        return card;
    }

    record IdentityCard(String product, String instance, String version, List<String> services) {}
}
