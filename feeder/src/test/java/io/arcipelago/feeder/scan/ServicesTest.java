package io.arcipelago.feeder.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.feeder.config.ProjectSettings;
import io.arcipelago.openstack.CatalogueEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private static ProjectReading reading(String project, CatalogueEndpoint... catalogue) {
        return new ProjectReading(
                "north",
                new ProjectConfig(
                        project,
                        Optional.empty(),
                        "doc",
                        "https://iam.example/",
                        "astro",
                        new ProjectSettings(
                                Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                        Map.of()),
                Optional.empty(),
                List.of(catalogue),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    private static CatalogueEndpoint endpoint(String type, String region, String face, String url) {
        return new CatalogueEndpoint(type, "any", region, face, url);
    }

    @Test
    void publicEndpointsOfTheRegionAreItsServicesEachOnce() {
        List<Service> services =
                Services.of(
                        "https://k.example/v3",
                        "north",
                        List.of(
                                reading(
                                        "p1",
                                        endpoint("compute", "north", "public", "https://n/v2.1"),
                                        endpoint("compute", "north", "admin", "https://n/admin"),
                                        endpoint("compute", "south", "public", "https://s/v2.1"),
                                        endpoint("volumev3", "north", "public", "https://c/v3/p1"),
                                        endpoint("metering", "north", "public", "https://m")),
                                reading(
                                        "p2",
                                        endpoint("compute", "north", "public", "https://n/v2.1"),
                                        endpoint(
                                                "volumev3",
                                                "north",
                                                "public",
                                                "https://c/v3/p2"))));

        assertThat(services)
                .extracting(Service::type, Service::name, Service::endpoint)
                .containsExactly(
                        tuple(ServiceType.BLOCK_STORAGE, "org.openstack.cinder", "https://c/v3"),
                        tuple(ServiceType.COMPUTE, "org.openstack.nova", "https://n/v2.1"),
                        tuple(
                                ServiceType.IDENTITY,
                                "org.openstack.keystone",
                                "https://k.example/v3"));
    }

    @Test
    void objectStoresAreSwiftAndItsS3Face() {
        assertThat(
                        Services.of(
                                "https://k.example/v3",
                                "north",
                                List.of(
                                        reading(
                                                "p1",
                                                endpoint(
                                                        "object-store",
                                                        "north",
                                                        "public",
                                                        "https://o/swift/v1/AUTH_p1"),
                                                endpoint("s3", "north", "public", "https://o/")))))
                .filteredOn(it -> it.type() == ServiceType.OBJECT_STORE)
                .extracting(Service::name, Service::endpoint)
                .containsExactly(
                        tuple("org.openstack.swift", "https://o/swift/v1"),
                        tuple("org.openstack.swift-s3", "https://o"));
    }
}
