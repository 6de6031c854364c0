package io.arcipelago.contracts.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a provider found: its configuration, and what its projects see. The registry
 * replaces what it knew only for the facets that were read well; nothing is deleted because it is
 * absent from a facet that failed.
 *
 * <p>Items name their region by name and projects by the provider's own id. Memory is in MiB, disk
 * in GiB.
 *
 * @param takenAt when the reading began
 * @param facets one for each project, region and facet that was to be read
 * @param findings what was rejected or looked wrong, for people
 */
public record ProviderSnapshot(
        Instant takenAt,
        Provider provider,
        List<IdentityProvider> identityProviders,
        List<Region> regions,
        List<Project> projects,
        List<FacetReport> facets,
        List<Flavor> flavors,
        List<Image> images,
        List<Network> networks,
        List<Quota> quotas,
        List<Finding> findings) {

    public ProviderSnapshot {
        identityProviders = List.copyOf(identityProviders);
        regions = List.copyOf(regions);
        projects = List.copyOf(projects);
        facets = List.copyOf(facets);
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        networks = List.copyOf(networks);
        quotas = List.copyOf(quotas);
        findings = List.copyOf(findings);
    }

    /**
     * A provider as its operators declare it.
     *
     * @param status as its operators declare it
     * @param endpoint Keystone v3, or the Kubernetes API server
     */
    public record Provider(
            String name,
            ProviderType type,
            String description,
            ProviderStatus status,
            boolean isPublic,
            List<String> supportEmails,
            String endpoint) {

        public Provider {
            supportEmails = List.copyOf(supportEmails);
        }
    }

    /**
     * An issuer that the provider trusts, and its groups.
     *
     * @param endpoint the issuer, kept letter by letter
     * @param name the issuer's name in the provider's Keystone
     * @param protocol the federation protocol's name in the provider's Keystone
     * @param audience what tokens for a Kubernetes provider are for
     */
    public record IdentityProvider(
            String endpoint,
            String groupClaim,
            String description,
            @Nullable String name,
            @Nullable String protocol,
            @Nullable String audience,
            List<UserGroup> userGroups) {

        public IdentityProvider {
            userGroups = List.copyOf(userGroups);
        }
    }

    /** A group of people, by the name that tokens carry. */
    public record UserGroup(
            String name, String description, List<ServiceLevelAgreement> agreements) {

        public UserGroup {
            agreements = List.copyOf(agreements);
        }
    }

    /**
     * What a group was promised.
     *
     * @param documentId the id of the document, unique over the federation
     */
    public record ServiceLevelAgreement(
            String documentId, LocalDate startDate, LocalDate endDate, String description) {}

    /** A part of a provider with services of its own. Bandwidths are in Gbit/s. */
    public record Region(
            String name,
            String description,
            double overbookingCpu,
            double overbookingRam,
            double bandwidthIn,
            double bandwidthOut,
            @Nullable Location location,
            List<Service> services) {

        public Region {
            services = List.copyOf(services);
        }
    }

    /**
     * Where a region is.
     *
     * @param country the English short name of ISO 3166-1
     * @param latitude degrees north
     * @param longitude degrees east
     */
    public record Location(
            String site, String country, double latitude, double longitude, String description) {}

    /**
     * An endpoint that a region supplies.
     *
     * @param name such as {@code org.openstack.nova}
     */
    public record Service(ServiceType type, String name, String endpoint, String description) {}

    /**
     * A share of a provider's resources: a Keystone project, or a Kubernetes namespace.
     *
     * @param id the provider's own id
     * @param agreement the document id of the agreement it was made for
     */
    public record Project(String id, String name, String description, @Nullable String agreement) {}

    /**
     * How the reading of one facet of a project in a region ended.
     *
     * @param reason what went wrong, for people; absent for {@link FacetOutcome#OK}
     */
    public record FacetReport(
            String region,
            String project,
            Facet facet,
            FacetOutcome outcome,
            @Nullable String reason,
            Instant at) {}

    /**
     * A size of server.
     *
     * @param shared whether every project of the region may use it
     * @param projects who may use it, if it is not shared
     */
    public record Flavor(
            String region,
            String id,
            String name,
            String description,
            int vcpus,
            int ramMib,
            int diskGib,
            int swapMib,
            int ephemeralGib,
            int gpus,
            @Nullable String gpuModel,
            @Nullable String gpuVendor,
            boolean infiniband,
            @Nullable String localStorage,
            boolean shared,
            List<String> projects) {

        public Flavor {
            projects = List.copyOf(projects);
        }
    }

    /**
     * A system that servers can be started from.
     *
     * @param osType {@code Linux}, {@code Windows} or {@code MacOS}
     * @param shared whether every project of the region may use it
     * @param projects who may use it, if it is not shared
     */
    public record Image(
            String region,
            String id,
            String name,
            String description,
            @Nullable String osType,
            @Nullable String osDistro,
            @Nullable String osVersion,
            @Nullable String architecture,
            @Nullable String kernelId,
            boolean cudaSupport,
            boolean gpuDriver,
            @Nullable Instant createdAt,
            List<String> tags,
            boolean shared,
            List<String> projects) {

        public Image {
            tags = List.copyOf(tags);
            projects = List.copyOf(projects);
        }
    }

    /**
     * A network that servers can be put on.
     *
     * @param external whether floating IPs come from it
     * @param shared whether every project of the region may use it
     * @param uses the projects that may use it; for a shared one, those with settings of their own
     */
    public record Network(
            String region,
            String id,
            String name,
            String description,
            boolean external,
            boolean shared,
            @Nullable Integer mtu,
            List<String> tags,
            List<NetworkUse> uses) {

        public Network {
            tags = List.copyOf(tags);
            uses = List.copyOf(uses);
        }
    }

    /**
     * A project on a network.
     *
     * @param isDefault whether the project's servers go there unless something else is said
     * @param proxyHost the SSH host, with port if not 22, through which servers there are reached
     * @param proxyUser the account there
     */
    public record NetworkUse(
            String project,
            boolean isDefault,
            @Nullable String proxyHost,
            @Nullable String proxyUser) {}

    /**
     * The numbers that one service of a region keeps for a project.
     *
     * @param values by resource ({@code cores}, {@code ram}, {@code instances}, {@code gigabytes},
     *     {@code volumes}, {@code public_ips}, ...); a limit of -1 is none, a resource that is not
     *     there is unknown
     */
    public record Quota(
            String region,
            String project,
            ServiceType service,
            QuotaRole role,
            SortedMap<String, Long> values) {

        public Quota {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /**
     * Something that people should know of.
     *
     * @param place what it is about, such as {@code region tier1, flavor gpu.large}
     * @param remedy what to do about it
     */
    public record Finding(Severity severity, String place, String message, String remedy) {}

    /** Whether a finding cost something. */
    public enum Severity {
        /** Accepted, but look at it. */
        WARNING,
        /** The item was rejected. */
        REJECTED
    }
}
