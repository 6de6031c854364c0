package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two providers in small. ELBA shares what it has. VENETO's operators own its networks and let
 * chosen projects use them: neither shared nor owned, several per project, with defaults by project
 * and an SSH host in front. Both serve the groups {@code astro} and {@code bio} of one issuer.
 */
public final class SampleFederation {

    public static final String ISSUER = "https://iam.example/";
    public static final GroupKey ASTRO = new GroupKey(ISSUER, "astro");
    public static final GroupKey BIO = new GroupKey(ISSUER, "bio");
    public static final Instant TAKEN_AT = Instant.parse("2026-05-04T10:00:00Z");

    public static final String ELBA_ASTRO = "e1ba000000000000000000000000a570";
    public static final String ELBA_BIO = "e1ba00000000000000000000000000b1";
    public static final String VENETO_ASTRO = "0e0e7000000000000000000000000a57";
    public static final String VENETO_BIO = "0e0e700000000000000000000000000b";

    public static final String ASTRO_LAN = "ne7a0000000000000000000000000001";
    public static final String ASTRO_WAN = "ne7a0000000000000000000000000002";
    public static final String BIO_LAN = "ne7b0000000000000000000000000001";
    public static final String COMMON = "ne7c0000000000000000000000000001";
    public static final String INTERNET = "ne7e0000000000000000000000000001";

    private SampleFederation() {}

    /** Both, as after their first feed. */
    public static Federation federation() {
        return new Federation(2, "2", Uids.derived(), List.of(stateOf(elba()), stateOf(veneto())));
    }

    /** The state that a first feed of the snapshot makes. */
    public static ProviderState stateOf(ProviderSnapshot read) {
        return new ProviderState(
                Uids.derived().provider(read.provider()),
                1,
                read.takenAt(),
                read.takenAt(),
                read.provider(),
                read.provider(),
                ProviderSettings.NONE,
                read.identityProviders(),
                read.regions(),
                read.projects(),
                read.flavors(),
                read.images(),
                read.networks(),
                read.quotas(),
                read.facets().stream()
                        .map(report ->
                                new FacetStanding(
                                        report.region(),
                                        report.project(),
                                        report.facet(),
                                        report.outcome(),
                                        report.at(),
                                        report.outcome() == FacetOutcome.OK ? report.at() : null,
                                        report.reason()))
                        .toList(),
                List.of(),
                read.findings(),
                List.of());
    }

    /** One region, shared flavors and images, a private flavor with GPUs for astro. */
    public static ProviderSnapshot elba() {
        return new ProviderSnapshot(
                TAKEN_AT,
                provider("ELBA", "https://keystone.elba.example:5000/v3", true),
                List.of(issuer("elba-iam", "sla-elba-astro", "sla-elba-bio")),
                List.of(region("RegionOne", "ELBA", 42.78, 10.27, "elba.example")),
                List.of(
                        new Project(ELBA_ASTRO, "astro", "", "sla-elba-astro"),
                        new Project(ELBA_BIO, "bio", "", "sla-elba-bio")),
                facets("RegionOne", ELBA_ASTRO, ELBA_BIO),
                List.of(
                        flavor("RegionOne", "f1", "small", 1, 2048, 0),
                        flavor("RegionOne", "f2", "large", 8, 16384, 0),
                        privateFlavor("RegionOne", "f3", "gpu.large", 16, 65536, 2, ELBA_ASTRO)),
                List.of(
                        image("RegionOne", "i1", "debian-13", true),
                        image("RegionOne", "i2", "astro-suite", false, ELBA_ASTRO)),
                List.of(
                        new Network(
                                "RegionOne",
                                "n1",
                                "public",
                                "",
                                true,
                                true,
                                1500,
                                List.of(),
                                List.of(use(ELBA_ASTRO, true, null), use(ELBA_BIO, true, null))),
                        new Network(
                                "RegionOne",
                                "n2",
                                "astro-net",
                                "",
                                false,
                                false,
                                1450,
                                List.of("fast"),
                                List.of(use(ELBA_ASTRO, true, null)))),
                quotas("RegionOne", ELBA_ASTRO, ELBA_BIO),
                List.of());
    }

    /** Networks that are visible, not owned and not shared; several per project. */
    public static ProviderSnapshot veneto() {
        String gate = "gate.veneto.example:2222";
        return new ProviderSnapshot(
                TAKEN_AT,
                provider("VENETO", "https://keystone.veneto.example:5000/v3", false),
                List.of(issuer("veneto-iam", "sla-veneto-astro", "sla-veneto-bio")),
                List.of(region("regionOne", "PADOVA-LNL", 45.41, 11.88, "veneto.example")),
                List.of(
                        new Project(VENETO_ASTRO, "ASTRO", "", "sla-veneto-astro"),
                        new Project(VENETO_BIO, "BIO", "", "sla-veneto-bio")),
                facets("regionOne", VENETO_ASTRO, VENETO_BIO),
                List.of(flavor("regionOne", "f1", "cldareapd.medium", 2, 4096, 0)),
                List.of(image("regionOne", "i1", "debian-13", true)),
                List.of(
                        network(ASTRO_LAN, "ASTRO-lan", false, use(VENETO_ASTRO, true, gate)),
                        network(ASTRO_WAN, "ASTRO-wan", false, use(VENETO_ASTRO, false, gate)),
                        network(BIO_LAN, "BIO-lan", false, use(VENETO_BIO, true, null)),
                        network(
                                COMMON,
                                "common-lan",
                                false,
                                use(VENETO_ASTRO, false, gate),
                                use(VENETO_BIO, false, null)),
                        network(
                                INTERNET,
                                "INFN-WAN",
                                true,
                                use(VENETO_ASTRO, true, null),
                                use(VENETO_BIO, false, null))),
                quotas("regionOne", VENETO_ASTRO, VENETO_BIO),
                List.of());
    }

    public static Provider provider(String name, String endpoint, boolean isPublic) {
        return new Provider(
                name,
                ProviderType.OPENSTACK,
                "",
                ProviderStatus.ACTIVE,
                isPublic,
                List.of("support@example.org"),
                endpoint);
    }

    private static IdentityProvider issuer(String name, String forAstro, String forBio) {
        return new IdentityProvider(
                ISSUER,
                "groups",
                "The sample's issuer",
                name,
                "openid",
                null,
                List.of(group("astro", forAstro), group("bio", forBio)));
    }

    private static UserGroup group(String name, String document) {
        return new UserGroup(
                name,
                "",
                List.of(
                        new ServiceLevelAgreement(
                                document,
                                LocalDate.parse("2024-01-01"),
                                LocalDate.parse("2027-12-31"),
                                "")));
    }

    private static Region region(
            String name, String site, double latitude, double longitude, String domain) {
        return new Region(
                name,
                "",
                1,
                1,
                10,
                10,
                new Location(site, "Italy", latitude, longitude, ""),
                List.of(
                        service(ServiceType.BLOCK_STORAGE, "cinder", 8776, "/v3", domain),
                        service(ServiceType.COMPUTE, "nova", 8774, "/v2.1", domain),
                        service(ServiceType.IDENTITY, "keystone", 5000, "/v3", domain),
                        service(ServiceType.NETWORK, "neutron", 9696, "", domain)));
    }

    private static Service service(
            ServiceType type, String name, int port, String path, String domain) {
        return new Service(
                type,
                "org.openstack." + name,
                "https://%s.%s:%d%s".formatted(name, domain, port, path),
                "");
    }

    /** All facets of the projects, read well. */
    public static List<FacetReport> facets(String region, String... projects) {
        List<FacetReport> reports = new ArrayList<>();
        for (String project : projects) {
            for (Facet facet : Facet.values()) {
                reports.add(
                        new FacetReport(region, project, facet, FacetOutcome.OK, null, TAKEN_AT));
            }
        }
        return reports;
    }

    public static Flavor flavor(
            String region, String id, String name, int vcpus, int ramMib, int gpus) {
        return flavor(region, id, name, vcpus, ramMib, gpus, true, List.of());
    }

    public static Flavor privateFlavor(
            String region,
            String id,
            String name,
            int vcpus,
            int ramMib,
            int gpus,
            String... projects) {
        return flavor(region, id, name, vcpus, ramMib, gpus, false, List.of(projects));
    }

    private static Flavor flavor(
            String region,
            String id,
            String name,
            int vcpus,
            int ramMib,
            int gpus,
            boolean shared,
            List<String> projects) {
        return new Flavor(
                region,
                id,
                name,
                "",
                vcpus,
                ramMib,
                20,
                0,
                0,
                gpus,
                gpus == 0 ? null : "A100",
                gpus == 0 ? null : "NVIDIA",
                false,
                null,
                shared,
                projects);
    }

    public static Image image(
            String region, String id, String name, boolean shared, String... projects) {
        return new Image(
                region,
                id,
                name,
                "",
                "Linux",
                "debian",
                "13",
                "x86_64",
                null,
                false,
                false,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("infn-cloud"),
                shared,
                List.of(projects));
    }

    private static Network network(String id, String name, boolean external, NetworkUse... uses) {
        return new Network(
                "regionOne", id, name, "", external, false, 1500, List.of(), List.of(uses));
    }

    public static NetworkUse use(String project, boolean isDefault, @Nullable String proxyHost) {
        return new NetworkUse(
                project, isDefault, proxyHost, proxyHost == null ? null : "infn-proxy");
    }

    private static List<Quota> quotas(String region, String... projects) {
        List<Quota> quotas = new ArrayList<>();
        for (String project : projects) {
            quotas.add(
                    quota(
                            region,
                            project,
                            ServiceType.BLOCK_STORAGE,
                            QuotaRole.LIMIT,
                            Map.of("gigabytes", 1000L, "volumes", -1L)));
            quotas.add(
                    quota(
                            region,
                            project,
                            ServiceType.COMPUTE,
                            QuotaRole.LIMIT,
                            Map.of("cores", 40L, "instances", 10L, "ram", 81920L)));
            quotas.add(
                    quota(
                            region,
                            project,
                            ServiceType.COMPUTE,
                            QuotaRole.PER_USER,
                            Map.of("cores", 16L)));
            quotas.add(
                    quota(
                            region,
                            project,
                            ServiceType.COMPUTE,
                            QuotaRole.USAGE,
                            Map.of("cores", 8L, "instances", 2L, "ram", 16384L)));
            quotas.add(
                    quota(
                            region,
                            project,
                            ServiceType.NETWORK,
                            QuotaRole.LIMIT,
                            Map.of("public_ips", 5L, "networks", 3L)));
        }
        return quotas;
    }

    public static Quota quota(
            String region,
            String project,
            ServiceType service,
            QuotaRole role,
            Map<String, Long> values) {
        return new Quota(region, project, service, role, new TreeMap<>(values));
    }
}
