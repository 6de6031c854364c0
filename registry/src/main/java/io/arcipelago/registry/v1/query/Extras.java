package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that only projects and user groups have. They look at what a thing is related to.
 *
 * @param conditions all must hold
 * @param narrowing what the answer shows of related things
 */
record Extras(List<Condition> conditions, Narrowing narrowing) {

    static Extras of(Kind kind, Parameters parameters, boolean publicOnly) {
        return switch (kind) {
            case PROJECT -> ofProjects(parameters);
            case USER_GROUP -> ofGroups(parameters, publicOnly);
            case PROVIDER,
                    IDENTITY_PROVIDER,
                    SLA,
                    REGION,
                    LOCATION,
                    BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE,
                    FLAVOR,
                    IMAGE,
                    NETWORK,
                    BLOCK_STORAGE_QUOTA,
                    COMPUTE_QUOTA,
                    NETWORK_QUOTA,
                    OBJECT_STORE_QUOTA ->
                    new Extras(List.of(), Narrowing.NONE);
        };
    }

    private static Extras ofProjects(Parameters parameters) {
        List<Condition> conditions = new ArrayList<>();
        Optional<String> provider = parameters.read("provider_uid");
        provider.ifPresent(
                uid -> conditions.add(simple(it -> hasUid(it.one(Relation.PROVIDER), uid))));
        parameters
                .read("user_group_uid")
                .ifPresent(uid -> conditions.add(simple(it -> hasUid(groupOf(it), uid))));
        Optional<String> region = parameters.read("region_name");
        Optional<String> keystone =
                parameters.read("identity_service_endpoint").map(GroupKey::issuerKey);
        if (region.isPresent() || keystone.isPresent()) {
            conditions.add(
                    simple(project ->
                            regionsOf(project).stream()
                                    .anyMatch(it ->
                                            region.filter(name -> !hasName(it, name)).isEmpty()
                                                    && keystone.filter(url -> !hasKeystone(it, url))
                                                            .isEmpty())));
        }
        return new Extras(conditions, new Narrowing(provider.orElse(null), project -> true));
    }

    private static Extras ofGroups(Parameters parameters, boolean publicOnly) {
        List<Condition> conditions = new ArrayList<>();
        parameters
                .read("idp_endpoint")
                .map(GroupKey::issuerKey)
                .ifPresent(issuer -> conditions.add(simple(it -> hasIssuer(it, issuer))));
        List<Predicate<Node>> projects = new ArrayList<>();
        parameters
                .read("provider_name")
                .ifPresent(name -> projects.add(it -> providerHas(it, "name", name)));
        choice(parameters, "provider_type", "type", projects);
        if (!publicOnly) {
            choice(parameters, "provider_status", "status", projects);
        }
        parameters
                .read("region_name")
                .ifPresent(name ->
                        projects.add(project ->
                                regionsOf(project).stream().anyMatch(it -> hasName(it, name))));
        if (projects.isEmpty()) {
            return new Extras(conditions, Narrowing.NONE);
        }
        Predicate<Node> shown =
                project -> projects.stream().allMatch(condition -> condition.test(project));
        conditions.add(
                simple(group ->
                        group.all(Relation.SLAS).stream()
                                .flatMap(sla -> sla.all(Relation.PROJECTS).stream())
                                .anyMatch(shown)));
        return new Extras(conditions, new Narrowing(null, shown));
    }

    private static void choice(
            Parameters parameters,
            String parameter,
            String attribute,
            List<Predicate<Node>> conditions) {
        List<String> allowed =
                Kind.PROVIDER.attribute(attribute).map(Attribute::allowed).orElse(List.of());
        parameters
                .read(parameter, text -> Texts.choice(text, allowed))
                .ifPresent(value -> conditions.add(it -> providerHas(it, attribute, value)));
    }

    private static Condition simple(Predicate<Node> predicate) {
        return (node, work) -> {
            work.spend(1);
            return predicate.test(node);
        };
    }

    private static boolean hasUid(@Nullable Node node, String uid) {
        return node != null && node.uid().equals(uid);
    }

    private static boolean hasName(Node node, String name) {
        return name.equals(node.value("name"));
    }

    private static @Nullable Node groupOf(Node project) {
        Node sla = project.one(Relation.SLA);
        return sla == null ? null : sla.one(Relation.USER_GROUP);
    }

    private static boolean hasIssuer(Node group, String issuer) {
        Node found = group.one(Relation.IDENTITY_PROVIDER);
        return found != null
                && GroupKey.issuerKey(String.valueOf(found.value("endpoint"))).equals(issuer);
    }

    private static boolean hasKeystone(Node region, String endpoint) {
        return region.all(Relation.IDENTITY_SERVICES).stream()
                .map(service -> GroupKey.issuerKey(String.valueOf(service.value("endpoint"))))
                .anyMatch(endpoint::equals);
    }

    private static boolean providerHas(Node project, String attribute, String value) {
        Node provider = project.one(Relation.PROVIDER);
        return provider != null && value.equals(provider.value(attribute));
    }

    /** Where the project has quotas; all of its provider's if no quota is known. */
    private static List<Node> regionsOf(Node project) {
        List<Node> quotas = project.all(Relation.QUOTAS);
        if (quotas.isEmpty()) {
            Node provider = project.one(Relation.PROVIDER);
            return provider == null ? List.of() : provider.all(Relation.REGIONS);
        }
        return quotas.stream()
                .flatMap(quota -> quota.all(Relation.SERVICE).stream())
                .flatMap(service -> service.all(Relation.REGION).stream())
                .distinct()
                .toList();
    }
}
