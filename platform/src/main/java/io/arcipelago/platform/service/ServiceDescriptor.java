package io.arcipelago.platform.service;

/**
 * How a service introduces itself to the platform: each service contributes one bean of this type.
 *
 * @param name the service's name: its path prefix ({@code /name}) and its database schema
 * @param basePackage the package whose controllers get the path prefix
 */
public record ServiceDescriptor(String name, String basePackage) {

    /** Where the service's Flyway migrations lie: {@code classpath:db/<name>}. */
    public String migrationLocation() {
        return "classpath:db/" + name;
    }
}
