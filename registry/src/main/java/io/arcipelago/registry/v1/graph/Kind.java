package io.arcipelago.registry.v1.graph;

import static io.arcipelago.registry.v1.graph.Attribute.choice;
import static io.arcipelago.registry.v1.graph.Attribute.count;
import static io.arcipelago.registry.v1.graph.Attribute.flag;
import static io.arcipelago.registry.v1.graph.Attribute.text;

import io.arcipelago.contracts.registry.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kinds of things, one for each collection, with the attributes that they have. */
@SuppressWarnings("ImmutableEnumChecker") // What List.copyOf and the like give cannot be changed.
public enum Kind {
    PROVIDER(
            "providers",
            text("name").required().open(),
            choice("type", List.of("openstack", "kubernetes")).required().open(),
            choice("status", List.of("active", "maintenance", "removed", "limited"))
                    .orElse("active"),
            flag("is_public"),
            Attribute.of("support_emails", Attribute.Type.EMAILS, List.of())),
    IDENTITY_PROVIDER(
            "identity_providers",
            Attribute.of("endpoint", Attribute.Type.URL, null).required().open(),
            text("group_claim").required()),
    USER_GROUP("user_groups", text("name").required().open()),
    SLA(
            "slas",
            text("doc_uuid").required().open(),
            Attribute.of("start_date", Attribute.Type.DATE, null).required(),
            Attribute.of("end_date", Attribute.Type.DATE, null).required()),
    PROJECT("projects", text("name").required().open(), text("uuid").required().open()),
    REGION(
            "regions",
            text("name").required().open(),
            Attribute.of("overbooking_cpu", Attribute.Type.FLOAT, 1.0),
            Attribute.of("overbooking_ram", Attribute.Type.FLOAT, 1.0),
            Attribute.of("bandwidth_in", Attribute.Type.FLOAT, 10.0),
            Attribute.of("bandwidth_out", Attribute.Type.FLOAT, 10.0)),
    LOCATION(
            "locations",
            text("site").required().open(),
            text("country").required().open(),
            Attribute.of("latitude", Attribute.Type.FLOAT, null).required().between(-90, 90),
            Attribute.of("longitude", Attribute.Type.FLOAT, null).required().between(-180, 180),
            text("country_code").fixed()),
    BLOCK_STORAGE_SERVICE(
            "block_storage_services",
            service("block-storage", "org.openstack.cinder", "storage.k8s.io/v1")),
    COMPUTE_SERVICE(
            "compute_services",
            service("compute", "org.openstack.nova", Kind.KUBERNETES_COMPUTE, "v1")),
    IDENTITY_SERVICE("identity_services", service("identity", "org.openstack.keystone", "v1")),
    NETWORK_SERVICE("network_services", service("network", "org.openstack.neutron")),
    OBJECT_STORE_SERVICE(
            "object_store_services",
            service("object-store", "org.openstack.swift", "org.openstack.swift-s3")),
    FLAVOR(
            "flavors",
            text("name").required().open(),
            text("uuid").required().open(),
            size("disk"),
            size("ram"),
            size("vcpus"),
            size("swap"),
            size("ephemeral"),
            size("gpus"),
            flag("infiniband"),
            text("gpu_model"),
            text("gpu_vendor"),
            text("local_storage"),
            flag("is_shared").fixed()),
    IMAGE(
            "images",
            text("name").required().open(),
            text("uuid").required().open(),
            choice("os_type", List.of("Linux", "Windows", "MacOS")),
            text("os_distro"),
            text("os_version"),
            text("architecture"),
            text("kernel_id"),
            flag("cuda_support"),
            flag("gpu_driver"),
            Attribute.of("created_at", Attribute.Type.TIME, null),
            Attribute.of("tags", Attribute.Type.TEXTS, List.of()),
            flag("is_shared").fixed()),
    NETWORK(
            "networks",
            text("name").required().open(),
            text("uuid").required().open(),
            flag("is_router_external"),
            flag("is_default"),
            count("mtu", 1).between(1, Integer.MAX_VALUE),
            text("proxy_host"),
            text("proxy_user"),
            Attribute.of("tags", Attribute.Type.TEXTS, List.of()),
            flag("is_shared").fixed()),
    BLOCK_STORAGE_QUOTA(
            "block_storage_quotas",
            quota(
                    both(
                            counts(-1, "gigabytes", "per_volume_gigabytes", "volumes"),
                            counts(
                                    0,
                                    "pvcs",
                                    "storage",
                                    "requests_ephemeral_storage",
                                    "limits_ephemeral_storage")))),
    COMPUTE_QUOTA(
            "compute_quotas",
            quota(
                    both(
                            both(
                                    counts(-1, "cores", "instances", "ram"),
                                    counts(
                                            0,
                                            "limits_cpu",
                                            "requests_cpu",
                                            "limits_memory",
                                            "requests_memory",
                                            "pods")),
                            List.of(Attribute.of(Kind.GPUS, Attribute.Type.COUNTS, null))))),
    NETWORK_QUOTA(
            "network_quotas",
            quota(
                    counts(
                            -1,
                            "public_ips",
                            "networks",
                            "ports",
                            "security_groups",
                            "security_group_rules"))),
    OBJECT_STORE_QUOTA("object_store_quotas", quota(counts(-1, "bytes", "containers", "objects")));

    /** What clients look for in a Kubernetes provider; older documents say {@code v1}. */
    public static final String KUBERNETES_COMPUTE = "compute.k8s.io/v1";

    /** The member of a compute quota that counts by model of GPU. */
    public static final String GPUS = "gpus";

    private static final Map<String, Kind> BY_COLLECTION =
            Arrays.stream(values())
                    .collect(Collectors.toMap(Kind::collection, Function.identity()));

    private final String collection;
    private final List<Attribute> attributes;
    private final Map<String, Integer> positions;

    Kind(String collection, Attribute... attributes) {
        this.collection = collection;
        List<Attribute> all = new ArrayList<>(List.of(attributes));
        all.addFirst(Attribute.of("description", Attribute.Type.TEXT, "").open());
        this.attributes = List.copyOf(all);
        this.positions =
                IntStream.range(0, all.size())
                        .boxed()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        i -> all.get(i).name(), Function.identity()));
    }

    private static Attribute size(String name) {
        return Attribute.of(name, Attribute.Type.INTEGER, 0L).between(0, Integer.MAX_VALUE);
    }

    private static List<Attribute> counts(int least, String... names) {
        return Arrays.stream(names).map(name -> count(name, least)).toList();
    }

    private static Attribute[] service(String type, String... names) {
        return new Attribute[] {
            Attribute.of("endpoint", Attribute.Type.URL, null).required().open(),
            Attribute.of("type", Attribute.Type.TEXT, type).open().fixed(),
            choice("name", List.of(names)).required()
        };
    }

    private static Attribute[] quota(List<Attribute> numbers) {
        List<Attribute> all =
                new ArrayList<>(
                        List.of(
                                flag("per_user").open(),
                                flag("usage").open(),
                                Attribute.of("type", Attribute.Type.TEXT, "").open().fixed()));
        all.addAll(numbers);
        return all.toArray(Attribute[]::new);
    }

    private static List<Attribute> both(List<Attribute> some, List<Attribute> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The collection's name in URLs. */
    public String collection() {
        return collection;
    }

    /** In the order in which they are written; {@code description} comes first. */
    public List<Attribute> attributes() {
        return attributes;
    }

    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(positions.get(name)).map(attributes::get);
    }

    /**
     * Where the attribute's value is in a {@link Node}.
     *
     * @throws IllegalArgumentException if this kind has no such attribute
     */
    int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException(this + " has no " + name);
        }
        return position;
    }

    /** As people call one of it, such as {@code network quota}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static Optional<Kind> ofCollection(String collection) {
        return Optional.ofNullable(BY_COLLECTION.get(collection));
    }

    public static Kind ofService(ServiceType type) {
        return switch (type) {
            case BLOCK_STORAGE -> BLOCK_STORAGE_SERVICE;
            case COMPUTE -> COMPUTE_SERVICE;
            case IDENTITY -> IDENTITY_SERVICE;
            case NETWORK -> NETWORK_SERVICE;
            case OBJECT_STORE -> OBJECT_STORE_SERVICE;
        };
    }

    /** The kind of quota that a service of this type keeps; identity services keep none. */
    public static Optional<Kind> ofQuota(ServiceType type) {
        return switch (type) {
            case BLOCK_STORAGE -> Optional.of(BLOCK_STORAGE_QUOTA);
            case COMPUTE -> Optional.of(COMPUTE_QUOTA);
            case IDENTITY -> Optional.empty();
            case NETWORK -> Optional.of(NETWORK_QUOTA);
            case OBJECT_STORE -> Optional.of(OBJECT_STORE_QUOTA);
        };
    }
}
