package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.v1.error.Faults;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider with all that it has, as clients write it: valid in itself.
 *
 * @param provider without an endpoint: documents have none
 */
public record ProviderDocument(
        Provider provider,
        List<IdentityProvider> identityProviders,
        List<Region> regions,
        List<Project> projects,
        List<Flavor> flavors,
        List<Image> images,
        List<Network> networks,
        List<Quota> quotas) {

    public ProviderDocument {
        identityProviders = List.copyOf(identityProviders);
        regions = List.copyOf(regions);
        projects = List.copyOf(projects);
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        networks = List.copyOf(networks);
        quotas = List.copyOf(quotas);
    }

    /**
     * Reads a document.
     *
     * @throws io.arcipelago.platform.web.ApiFailure 422 with everything that is wrong in it
     */
    public static ProviderDocument read(JsonMapper json, byte[] body) {
        Faults faults = new Faults();
        JsonNode document = object(json, body);
        ProviderDocument read = new DocumentReader(faults).read(document);
        faults.check();
        return read;
    }

    /**
     * The JSON object that a body is.
     *
     * @throws io.arcipelago.platform.web.ApiFailure 422 for everything else
     */
    static JsonNode object(JsonMapper json, byte[] body) {
        if (body.length == 0) {
            throw Faults.of(List.of("body"), "field required", "value_error.missing");
        }
        try {
            JsonNode document = json.readTree(body);
            if (document.isObject()) {
                return document;
            }
        } catch (JacksonException broken) {
            throw Faults.of(
                    List.of("body", Math.max(0, broken.getLocation().getCharOffset())),
                    "the body is not well-formed JSON",
                    "value_error.jsondecode");
        }
        throw Faults.of(List.of("body"), "value is not a valid dict", "type_error.dict");
    }

    /**
     * Whether it says nothing but how the provider is: what feeds write that do not look at a
     * provider because it is not active.
     */
    public boolean tellsStatusOnly() {
        return provider.status() != ProviderStatus.ACTIVE
                && projects.isEmpty()
                && regions.isEmpty();
    }

    /** Where the provider's own API is: its Keystone, or what serves a Kubernetes cluster. */
    Optional<String> endpoint() {
        ServiceType wanted =
                provider.type() == ProviderType.KUBERNETES
                        ? ServiceType.COMPUTE
                        : ServiceType.IDENTITY;
        return regions.stream()
                .flatMap(region -> region.services().stream())
                .filter(service -> service.type() == wanted)
                .map(Service::endpoint)
                .findFirst();
    }
}
