package io.arcipelago.registry.v1.render;

import static io.arcipelago.registry.v1.render.Branch.many;
import static io.arcipelago.registry.v1.render.Branch.one;
import static io.arcipelago.registry.v1.render.Branch.trusts;

import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Relation;
import io.arcipelago.registry.v1.render.Branch.View;
import java.util.List;

/** What {@code with_conn} adds to each kind of thing, as clients walk through it. */
final class Views {

    /** Only the thing itself. */
    static final View PLAIN = new View(false, List.of());

    private static final View OPEN = new View(true, List.of());

    private static final View WITH_REGION = view(one("region", Relation.REGION, OPEN));

    private static final View WITH_REGION_AND_PROVIDER =
            view(one("region", Relation.REGION, view(one("provider", Relation.PROVIDER, PLAIN))));

    private static final View QUOTA_WITH_SERVICE =
            view(one("service", Relation.SERVICE, WITH_REGION));

    private static final View QUOTA_WITH_PROJECT = view(one("project", Relation.PROJECT, PLAIN));

    /** A service below its provider. Members that its kind does not have are left out. */
    private static final View SUPPLIES =
            view(
                    many("quotas", Relation.QUOTAS, PLAIN),
                    many("flavors", Relation.FLAVORS, PLAIN),
                    many("images", Relation.IMAGES, PLAIN),
                    many("networks", Relation.NETWORKS, PLAIN));

    private static final View PROVIDER =
            view(
                    trusts(
                            "identity_providers",
                            Relation.IDENTITY_PROVIDERS,
                            view(
                                    many(
                                            "user_groups",
                                            Relation.USER_GROUPS,
                                            view(many("slas", Relation.SLAS, PLAIN))))),
                    many("projects", Relation.PROJECTS, PLAIN),
                    many(
                            "regions",
                            Relation.REGIONS,
                            view(
                                    one("location", Relation.LOCATION, PLAIN),
                                    many("services", Relation.SERVICES, SUPPLIES))));

    private static final View PROJECT =
            view(
                    many("flavors", Relation.FLAVORS, PLAIN),
                    many("images", Relation.IMAGES, PLAIN),
                    many("networks", Relation.NETWORKS, QUOTA_WITH_SERVICE),
                    one(
                            "provider",
                            Relation.PROVIDER,
                            view(
                                    many(
                                            "regions",
                                            Relation.REGIONS,
                                            view(
                                                    many(
                                                            "identity_services",
                                                            Relation.IDENTITY_SERVICES,
                                                            OPEN))))),
                    many("quotas", Relation.QUOTAS, QUOTA_WITH_SERVICE),
                    one(
                            "sla",
                            Relation.SLA,
                            view(
                                    one(
                                            "user_group",
                                            Relation.USER_GROUP,
                                            view(
                                                    one(
                                                            "identity_provider",
                                                            Relation.IDENTITY_PROVIDER,
                                                            view(
                                                                    trusts(
                                                                            "providers",
                                                                            Relation.PROVIDERS,
                                                                            OPEN))))))));

    private static final View USER_GROUP =
            view(
                    one("identity_provider", Relation.IDENTITY_PROVIDER, PLAIN),
                    many(
                            "slas",
                            Relation.SLAS,
                            view(
                                    many(
                                            "projects",
                                            Relation.PROJECTS,
                                            view(
                                                    one("provider", Relation.PROVIDER, PLAIN),
                                                    many(
                                                            "quotas",
                                                            Relation.QUOTAS,
                                                            QUOTA_WITH_SERVICE))))));

    private static final View SLA =
            view(
                    many(
                            "projects",
                            Relation.PROJECTS,
                            view(one("provider", Relation.PROVIDER, PLAIN))),
                    one(
                            "user_group",
                            Relation.USER_GROUP,
                            view(one("identity_provider", Relation.IDENTITY_PROVIDER, PLAIN))));

    private static final View IDENTITY_PROVIDER =
            view(
                    trusts("providers", Relation.PROVIDERS, PLAIN),
                    many("user_groups", Relation.USER_GROUPS, PLAIN));

    private static final View REGION =
            view(
                    one("location", Relation.LOCATION, PLAIN),
                    one("provider", Relation.PROVIDER, PLAIN),
                    many("services", Relation.SERVICES, PLAIN));

    private static final View LOCATION = view(many("regions", Relation.REGIONS, PLAIN));

    private static final View ITEM =
            view(
                    many("projects", Relation.PROJECTS, PLAIN),
                    one("service", Relation.SERVICE, WITH_REGION_AND_PROVIDER));

    private static final View IMAGE =
            view(
                    many("projects", Relation.PROJECTS, PLAIN),
                    many("services", Relation.SERVICES, WITH_REGION_AND_PROVIDER));

    private static final View QUOTA =
            view(
                    one("project", Relation.PROJECT, PLAIN),
                    one("service", Relation.SERVICE, WITH_REGION_AND_PROVIDER));

    private static final View SERVICE =
            view(
                    one("region", Relation.REGION, view(one("provider", Relation.PROVIDER, PLAIN))),
                    many("quotas", Relation.QUOTAS, QUOTA_WITH_PROJECT),
                    many("flavors", Relation.FLAVORS, PLAIN),
                    many("images", Relation.IMAGES, PLAIN),
                    many("networks", Relation.NETWORKS, PLAIN));

    private Views() {}

    private static View view(Branch... branches) {
        return new View(false, List.of(branches));
    }

    static View of(Kind kind) {
        return switch (kind) {
            case PROVIDER -> PROVIDER;
            case IDENTITY_PROVIDER -> IDENTITY_PROVIDER;
            case USER_GROUP -> USER_GROUP;
            case SLA -> SLA;
            case PROJECT -> PROJECT;
            case REGION -> REGION;
            case LOCATION -> LOCATION;
            case BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE ->
                    SERVICE;
            case FLAVOR, NETWORK -> ITEM;
            case IMAGE -> IMAGE;
            case BLOCK_STORAGE_QUOTA, COMPUTE_QUOTA, NETWORK_QUOTA, OBJECT_STORE_QUOTA -> QUOTA;
        };
    }

    /**
     * Whether things of this kind have this member: services of one type supply what others don't.
     */
    static boolean has(Kind kind, Relation relation) {
        return switch (kind) {
            case BLOCK_STORAGE_SERVICE, OBJECT_STORE_SERVICE ->
                    relation == Relation.REGION || relation == Relation.QUOTAS;
            case COMPUTE_SERVICE -> relation != Relation.NETWORKS;
            case IDENTITY_SERVICE -> relation == Relation.REGION;
            case NETWORK_SERVICE -> relation != Relation.FLAVORS && relation != Relation.IMAGES;
            case PROVIDER,
                    IDENTITY_PROVIDER,
                    USER_GROUP,
                    SLA,
                    PROJECT,
                    REGION,
                    LOCATION,
                    FLAVOR,
                    IMAGE,
                    NETWORK,
                    BLOCK_STORAGE_QUOTA,
                    COMPUTE_QUOTA,
                    NETWORK_QUOTA,
                    OBJECT_STORE_QUOTA ->
                    true;
        };
    }
}
