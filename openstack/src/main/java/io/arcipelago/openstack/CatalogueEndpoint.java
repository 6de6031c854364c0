package io.arcipelago.openstack;

/**
 * One endpoint of a site's catalogue.
 *
 * @param type the service's type, such as {@code compute} or {@code s3}
 * @param service the service's name, such as {@code nova} or {@code swift_s3}
 * @param face {@code public}, {@code internal} or {@code admin}
 * @param url as listed, with or without a version
 */
public record CatalogueEndpoint(
        String type, String service, String region, String face, String url) {}
