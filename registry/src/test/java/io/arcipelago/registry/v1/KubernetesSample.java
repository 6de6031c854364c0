package io.arcipelago.registry.v1;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Kubernetes provider with an object store. */
final class KubernetesSample {

    private KubernetesSample() {}

    static ProviderState state(String issuer) {
        return SampleFederation.stateOf(
                new ProviderSnapshot(
                        SampleFederation.TAKEN_AT,
                        new Provider(
                                "CLUSTER",
                                ProviderType.KUBERNETES,
                                "",
                                ProviderStatus.ACTIVE,
                                false,
                                List.of(),
                                "https://cluster.example:6443"),
                        List.of(
                                new IdentityProvider(
                                        issuer,
                                        "groups",
                                        "",
                                        null,
                                        null,
                                        "kubernetes",
                                        List.of(
                                                new UserGroup(
                                                        "geo",
                                                        "",
                                                        List.of(
                                                                new ServiceLevelAgreement(
                                                                        "sla-cluster-geo",
                                                                        LocalDate.EPOCH,
                                                                        LocalDate.EPOCH.plusYears(
                                                                                1),
                                                                        "")))))),
                        List.of(
                                new Region(
                                        "default",
                                        "",
                                        1,
                                        1,
                                        10,
                                        10,
                                        null,
                                        List.of(
                                                service(
                                                        ServiceType.COMPUTE,
                                                        "v1",
                                                        "https://cluster.example:6443/v1"),
                                                service(
                                                        ServiceType.OBJECT_STORE,
                                                        "org.openstack.swift-s3",
                                                        "https://s3.cluster.example")))),
                        List.of(new Project("geo", "geo", "", "sla-cluster-geo")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                quota(
                                        ServiceType.COMPUTE,
                                        Map.of("limits_cpu", 8L, "gpus.A100", 2L)),
                                quota(
                                        ServiceType.OBJECT_STORE,
                                        Map.of("bytes", 5_000_000_000_000L))),
                        List.of()));
    }

    private static Service service(ServiceType type, String name, String endpoint) {
        return new Service(type, name, endpoint, "");
    }

    private static Quota quota(ServiceType type, Map<String, Long> values) {
        return new Quota("default", "geo", type, QuotaRole.LIMIT, new TreeMap<>(values));
    }

    /** The same state with other images. */
    static ProviderState withImages(ProviderState state, List<Image> images) {
        return new ProviderState(
                state.uid(),
                state.generation(),
                state.changedAt(),
                state.heardAt(),
                state.provider(),
                state.declared(),
                state.settings(),
                state.identityProviders(),
                state.regions(),
                state.projects(),
                state.flavors(),
                images,
                state.networks(),
                state.quotas(),
                state.facets(),
                state.holds(),
                state.findings(),
                state.downtimes());
    }
}
