package io.arcipelago.openstack;

import java.util.List;

/** The services of the catalogue that this client calls. */
public enum ServiceType {
    COMPUTE(List.of("compute"), ""),
    NETWORK(List.of("network"), "/v2.0"),
    IMAGE(List.of("image"), "/v2"),
    VOLUME(List.of("volumev3", "block-storage", "volume"), "");

    @SuppressWarnings("ImmutableEnumChecker") // List.of()
    private final List<String> catalogueTypes;

    private final String versionPath;

    ServiceType(List<String> catalogueTypes, String versionPath) {
        this.catalogueTypes = catalogueTypes;
        this.versionPath = versionPath;
    }

    /** The catalogue's names for this service, the preferred one first. */
    List<String> catalogueTypes() {
        return catalogueTypes;
    }

    /** Completes an endpoint that is listed without its version, as Neutron's and Glance's are. */
    String versioned(String endpoint) {
        String url =
                endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return url.endsWith(versionPath) ? url : url + versionPath;
    }
}
