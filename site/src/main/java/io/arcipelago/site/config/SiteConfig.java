package io.arcipelago.site.config;

import io.arcipelago.site.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One site of the configuration file. Ids are derived from names, so that they stay the same over
 * restarts and machines.
 *
 * @param driver {@code simulated}, {@code sandboxed} or {@code auto}; empty for the process's
 *     choice
 * @param pageLimit the most objects on a page of a list
 */
public record SiteConfig(
        String name,
        List<String> regions,
        Optional<String> driver,
        Duration tokenLifetime,
        int pageLimit,
        Delays delays,
        Optional<Capacity> capacity,
        ExternalNetwork externalNetwork,
        List<Flavor> flavors,
        List<Image> images,
        List<String> volumeTypes,
        List<IdentityProvider> identityProviders,
        List<Project> projects,
        List<User> users,
        List<ApplicationCredential> applicationCredentials,
        List<Fault> faults) {

    /** How long things take, on top of what the driver takes. */
    public record Delays(Duration serverBuild, Duration serverStop, Duration volumeCreate) {}

    /** What all servers together may use; beyond it a server ends in "No valid host was found". */
    public record Capacity(int vcpus, int ramMib) {}

    /** The network of the floating IPs; its gateway is its first host address. */
    public record ExternalNetwork(String id, String subnetId, String name, String cidr) {}

    public record Flavor(String id, String name, int vcpus, int ramMib, int diskGib) {}

    public record Image(
            String id,
            String name,
            int minDiskGib,
            long sizeBytes,
            Map<String, String> properties) {}

    /**
     * An issuer whose tokens the site accepts.
     *
     * @param issuer compared exactly with the token's {@code iss}
     * @param jwksUri empty to take it from the issuer's discovery document
     * @param audience required in the token's {@code aud} if present
     */
    public record IdentityProvider(
            String name,
            String protocol,
            String issuer,
            Optional<String> jwksUri,
            Optional<String> audience,
            String groupsClaim) {}

    /**
     * A project and who belongs to it.
     *
     * @param groups per identity provider, the groups whose members belong to the project
     */
    public record Project(
            String id, String name, Map<String, List<String>> groups, Map<String, Integer> quota) {

        /** The limit of a quota by the services' own name; -1 is unlimited. */
        public int limit(String resource) {
            return quota.getOrDefault(resource, -1);
        }
    }

    /** A local user; the secret is never shown. */
    public record User(
            String id, String name, String password, List<String> projects, boolean admin) {
        @Override
        public String toString() {
            return "User[name=" + name + "]";
        }
    }

    /** An application credential of a local user for one project. */
    public record ApplicationCredential(String id, String secret, String user, String project) {
        @Override
        public String toString() {
            return "ApplicationCredential[id=" + id + "]";
        }
    }

    /** The same site with other identity providers and projects. */
    public SiteConfig with(List<IdentityProvider> otherProviders, List<Project> otherProjects) {
        return new SiteConfig(
                name,
                regions,
                driver,
                tokenLifetime,
                pageLimit,
                delays,
                capacity,
                externalNetwork,
                flavors,
                images,
                volumeTypes,
                List.copyOf(otherProviders),
                List.copyOf(otherProjects),
                users,
                applicationCredentials,
                faults);
    }

    public Optional<Project> project(String id) {
        return projects.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    public Optional<Flavor> flavor(String id) {
        return flavors.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    public Optional<Image> image(String id) {
        return images.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** The id of a project, as Keystone writes ids: without hyphens. */
    public static String projectId(String site, String name) {
        return idOf(site, "project", name).replace("-", "");
    }

    /** The id of a thing of a site, as Nova, Neutron and Glance write ids. */
    public static String idOf(String site, String kind, String name) {
        return UUID.nameUUIDFromBytes(
                        (site + "\n" + kind + "\n" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
