package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.openstack.CatalogueEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The services of a region, from the catalogues that its projects were given. */
final class Services {

    private static final String PUBLIC = "public";

    private Services() {}

    /** In the order of the types, each endpoint once. */
    static List<Service> of(String keystone, String region, List<ProjectReading> readings) {
        List<Service> services = new ArrayList<>();
        services.add(new Service(ServiceType.IDENTITY, "org.openstack.keystone", keystone, ""));
        for (ProjectReading reading : readings) {
            if (!reading.region().equals(region)) {
                continue;
            }
            for (CatalogueEndpoint endpoint : reading.catalogue()) {
                if (endpoint.region().equals(region) && endpoint.face().equals(PUBLIC)) {
                    service(endpoint, reading.projectId())
                            .filter(it -> !services.contains(it))
                            .ifPresent(services::add);
                }
            }
        }
        services.sort(
                Comparator.comparing(Service::type)
                        .thenComparing(Service::name)
                        .thenComparing(Service::endpoint));
        return services;
    }

    private static Optional<Service> service(CatalogueEndpoint endpoint, String project) {
        String url = withoutProject(endpoint.url(), project);
        return switch (endpoint.type()) {
            case "compute" -> service(ServiceType.COMPUTE, "org.openstack.nova", url);
            case "network" -> service(ServiceType.NETWORK, "org.openstack.neutron", url);
            case "volumev3", "block-storage" ->
                    service(ServiceType.BLOCK_STORAGE, "org.openstack.cinder", url);
            case "object-store" -> service(ServiceType.OBJECT_STORE, "org.openstack.swift", url);
            case "s3" -> service(ServiceType.OBJECT_STORE, "org.openstack.swift-s3", url);
            default -> Optional.empty();
        };
    }

    private static Optional<Service> service(ServiceType type, String name, String url) {
        return Optional.of(new Service(type, name, url, ""));
    }

    /** Cinder's and Swift's endpoints end in the project; the service is the same for all. */
    private static String withoutProject(String url, String project) {
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        for (String end : List.of("/" + project, "/AUTH_" + project)) {
            if (bare.endsWith(end)) {
                return bare.substring(0, bare.length() - end.length());
            }
        }
        return bare;
    }
}
