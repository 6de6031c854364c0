package io.arcipelago.registry.v1.document;

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
import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of the federation with other values. */
final class Records {

    private static final int MIB_PER_GIB = 1024;

    private Records() {}

    /** A thing without any value, for values to be put on. */
    static final class Blank {

        static final Provider PROVIDER =
                new Provider(
                        "",
                        ProviderType.OPENSTACK,
                        "",
                        ProviderStatus.ACTIVE,
                        false,
                        List.of(),
                        "");
        static final IdentityProvider IDENTITY_PROVIDER =
                new IdentityProvider("", "", "", null, null, null, List.of());
        static final UserGroup USER_GROUP = new UserGroup("", "", List.of());
        static final ServiceLevelAgreement AGREEMENT =
                new ServiceLevelAgreement("", LocalDate.EPOCH, LocalDate.EPOCH, "");
        static final Project PROJECT = new Project("", "", "", null);
        static final Region REGION = new Region("", "", 1, 1, 10, 10, null, List.of());
        static final Location LOCATION = new Location("", "", 0, 0, "");

        private Blank() {}

        static Flavor flavor(String region, boolean shared, List<String> projects) {
            return new Flavor(
                    region, "", "", "", 0, 0, 0, 0, 0, 0, null, null, false, null, shared,
                    projects);
        }

        static Image image(String region, boolean shared, List<String> projects) {
            return new Image(
                    region, "", "", "", null, null, null, null, null, false, false, null, List.of(),
                    shared, projects);
        }

        static Network network(String region, boolean shared) {
            return new Network(region, "", "", "", false, shared, null, List.of(), List.of());
        }
    }

    static ProviderType type(String wire) {
        return Arrays.stream(ProviderType.values())
                .filter(type -> type.wire().equals(wire))
                .findFirst()
                .orElse(ProviderType.OPENSTACK);
    }

    static ProviderStatus status(String wire) {
        return Arrays.stream(ProviderStatus.values())
                .filter(status -> status.wire().equals(wire))
                .findFirst()
                .orElse(ProviderStatus.ACTIVE);
    }

    static Provider provider(Provider was, Values values) {
        return new Provider(
                values.text("name", was.name()),
                type(values.text("type", was.type().wire())),
                values.text("description", was.description()),
                status(values.text("status", was.status().wire())),
                values.flag("is_public", was.isPublic()),
                values.texts("support_emails", was.supportEmails()),
                was.endpoint());
    }

    static IdentityProvider identityProvider(
            IdentityProvider was, Values values, List<UserGroup> groups) {
        return new IdentityProvider(
                values.text("endpoint", was.endpoint()),
                values.text("group_claim", was.groupClaim()),
                values.text("description", was.description()),
                was.name(),
                was.protocol(),
                was.audience(),
                groups);
    }

    static UserGroup userGroup(
            UserGroup was, Values values, List<ServiceLevelAgreement> agreements) {
        return new UserGroup(
                values.text("name", was.name()),
                values.text("description", was.description()),
                agreements);
    }

    static ServiceLevelAgreement agreement(ServiceLevelAgreement was, Values values) {
        return new ServiceLevelAgreement(
                values.text("doc_uuid", was.documentId()),
                values.date("start_date", was.startDate()),
                values.date("end_date", was.endDate()),
                values.text("description", was.description()));
    }

    static Project project(Project was, Values values) {
        return new Project(
                values.text("uuid", was.id()),
                values.text("name", was.name()),
                values.text("description", was.description()),
                was.agreement());
    }

    static Region region(Region was, Values values) {
        return new Region(
                values.text("name", was.name()),
                values.text("description", was.description()),
                values.decimal("overbooking_cpu", was.overbookingCpu()),
                values.decimal("overbooking_ram", was.overbookingRam()),
                values.decimal("bandwidth_in", was.bandwidthIn()),
                values.decimal("bandwidth_out", was.bandwidthOut()),
                was.location(),
                was.services());
    }

    static Location location(Location was, Values values) {
        return new Location(
                values.text("site", was.site()),
                values.text("country", was.country()),
                values.decimal("latitude", was.latitude()),
                values.decimal("longitude", was.longitude()),
                values.text("description", was.description()));
    }

    static Service service(Service was, Values values) {
        return new Service(
                was.type(),
                values.text("name", was.name()),
                values.text("endpoint", was.endpoint()),
                values.text("description", was.description()));
    }

    static Flavor flavor(Flavor was, Values values) {
        return new Flavor(
                was.region(),
                values.text("uuid", was.id()),
                values.text("name", was.name()),
                values.text("description", was.description()),
                values.integer("vcpus", was.vcpus()),
                values.integer("ram", was.ramMib()),
                values.integer("disk", was.diskGib()),
                swapMib(was, values),
                values.integer("ephemeral", was.ephemeralGib()),
                values.integer("gpus", was.gpus()),
                values.note("gpu_model", was.gpuModel()),
                values.note("gpu_vendor", was.gpuVendor()),
                values.flag("infiniband", was.infiniband()),
                values.note("local_storage", was.localStorage()),
                was.shared(),
                was.projects());
    }

    /** A number that says what is known already does not make it less exact. */
    private static int swapMib(Flavor was, Values values) {
        int known = (was.swapMib() + MIB_PER_GIB - 1) / MIB_PER_GIB;
        int wanted = values.integer("swap", known);
        return wanted == known
                ? was.swapMib()
                : (int) Math.min(Integer.MAX_VALUE, (long) wanted * MIB_PER_GIB);
    }

    static Image image(Image was, Values values) {
        return new Image(
                was.region(),
                values.text("uuid", was.id()),
                values.text("name", was.name()),
                values.text("description", was.description()),
                values.note("os_type", was.osType()),
                values.note("os_distro", was.osDistro()),
                values.note("os_version", was.osVersion()),
                values.note("architecture", was.architecture()),
                values.note("kernel_id", was.kernelId()),
                values.flag("cuda_support", was.cudaSupport()),
                values.flag("gpu_driver", was.gpuDriver()),
                values.time("created_at", was.createdAt()),
                values.texts("tags", was.tags()),
                was.shared(),
                was.projects());
    }

    /** Default and proxy are set for all projects on it: this API knows them of networks only. */
    static Network network(Network was, Values values, List<String> projects) {
        List<NetworkUse> uses = was.uses();
        boolean own =
                values.sets("is_default") || values.sets("proxy_host") || values.sets("proxy_user");
        if (own) {
            List<NetworkUse> known =
                    uses.isEmpty()
                            ? projects.stream()
                                    .map(project -> new NetworkUse(project, false, null, null))
                                    .toList()
                            : uses;
            uses = known.stream().map(use -> use(use, values)).toList();
        }
        return new Network(
                was.region(),
                values.text("uuid", was.id()),
                values.text("name", was.name()),
                values.text("description", was.description()),
                values.flag("is_router_external", was.external()),
                was.shared(),
                values.size("mtu", was.mtu()),
                values.texts("tags", was.tags()),
                uses);
    }

    private static NetworkUse use(NetworkUse was, Values values) {
        return new NetworkUse(
                was.project(),
                values.flag("is_default", was.isDefault()),
                values.note("proxy_host", was.proxyHost()),
                values.note("proxy_user", was.proxyUser()));
    }

    static Quota quota(Quota was, Kind kind, Values values) {
        boolean usage = values.flag("usage", was.role() == QuotaRole.USAGE);
        boolean perUser = values.flag("per_user", was.role() == QuotaRole.PER_USER);
        return new Quota(
                was.region(),
                was.project(),
                was.service(),
                usage ? QuotaRole.USAGE : perUser ? QuotaRole.PER_USER : QuotaRole.LIMIT,
                numbers(was.values(), kind, values));
    }

    static Quota quota(String region, String project, ServiceType service, Kind kind, Values set) {
        Quota blank = new Quota(region, project, service, QuotaRole.LIMIT, new TreeMap<>());
        return quota(blank, kind, set);
    }

    private static SortedMap<String, Long> numbers(
            SortedMap<String, Long> were, Kind kind, Values values) {
        SortedMap<String, Long> numbers = new TreeMap<>(were);
        for (Attribute attribute : kind.attributes()) {
            String name = attribute.name();
            if (!values.sets(name)) {
                continue;
            }
            if (attribute.type() == Attribute.Type.INTEGER) {
                if (values.set().get(name) instanceof Long number) {
                    numbers.put(name, number);
                } else {
                    numbers.remove(name);
                }
            } else if (attribute.type() == Attribute.Type.COUNTS) {
                numbers.keySet().removeIf(key -> key.startsWith(name + "."));
                if (values.set().get(name) instanceof Map<?, ?> counts) {
                    counts.forEach((key, count) -> numbers.put(name + "." + key, (Long) count));
                }
            }
        }
        return numbers;
    }
}
