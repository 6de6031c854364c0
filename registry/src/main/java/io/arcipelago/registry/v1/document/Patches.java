package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.registry.state.FederatedAgreement;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.FederatedIdentityProvider;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What setting some attributes of a thing makes of the providers that declare it. */
public final class Patches {

    private static final List<Object> BODY = List.of("body");

    private Patches() {}

    /**
     * Reads a patch.
     *
     * @throws io.arcipelago.platform.web.ApiFailure 422 with everything that is wrong in it
     */
    public static Change read(JsonMapper json, byte[] body, Node node) {
        JsonNode document = ProviderDocument.object(json, body);
        Faults faults = new Faults();
        Values values = new ValueReader(faults).given(node.kind(), document, BODY);
        check(faults, node, values);
        faults.check();
        return new Change(
                Declarers.of(node),
                state -> {
                    Draft draft = new Draft(state);
                    edit(node, values).accept(draft);
                    return draft.state();
                });
    }

    /** What the thing as a whole must be, once the values are set. */
    private static void check(Faults faults, Node node, Values values) {
        switch (node.kind()) {
            case SLA -> {
                ServiceLevelAgreement was = node.source(FederatedAgreement.class).terms();
                DocumentReader.checkDates(faults, Records.agreement(was, values), BODY);
            }
            case FLAVOR ->
                    SupplyReader.checkGpus(
                            faults, Records.flavor(node.source(Flavor.class), values), BODY);
            case BLOCK_STORAGE_QUOTA, COMPUTE_QUOTA, NETWORK_QUOTA, OBJECT_STORE_QUOTA -> {
                if (values.flag("usage", node.flag("usage"))
                        && values.flag("per_user", node.flag("per_user"))) {
                    faults.add(
                            List.of("body", "per_user"),
                            "a quota tells either the usage or what one user may use",
                            "value_error");
                }
            }
            case PROVIDER,
                    IDENTITY_PROVIDER,
                    USER_GROUP,
                    PROJECT,
                    REGION,
                    LOCATION,
                    BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE,
                    IMAGE,
                    NETWORK -> {}
        }
    }

    private static Consumer<Draft> edit(Node node, Values values) {
        return switch (node.kind()) {
            case PROVIDER -> draft -> provider(draft, node.provider().provider(), values);
            case IDENTITY_PROVIDER -> draft -> issuer(draft, node, values);
            case USER_GROUP -> draft -> group(draft, node, values);
            case SLA -> draft -> agreement(draft, node, values);
            case PROJECT -> draft -> project(draft, node.source(Project.class), values);
            case REGION -> draft -> region(draft, node.source(Region.class), values);
            case LOCATION -> draft -> location(draft, String.valueOf(node.value("site")), values);
            case BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE ->
                    draft -> service(draft, node, values);
            case FLAVOR -> draft -> flavor(draft, node.source(Flavor.class), values);
            case IMAGE -> draft -> image(draft, node.source(Image.class), values);
            case NETWORK -> draft -> network(draft, node, values);
            case BLOCK_STORAGE_QUOTA, COMPUTE_QUOTA, NETWORK_QUOTA, OBJECT_STORE_QUOTA ->
                    draft -> quota(draft, node, values);
        };
    }

    /** What an administrator says of these stands above what feeds say. */
    private static void provider(Draft draft, Provider shown, Values values) {
        Provider wanted = Records.provider(shown, values);
        ProviderSettings were = draft.settings;
        draft.settings =
                new ProviderSettings(
                        said(were.status(), shown.status(), wanted.status()),
                        said(were.description(), shown.description(), wanted.description()),
                        said(were.supportEmails(), shown.supportEmails(), wanted.supportEmails()),
                        said(were.isPublic(), shown.isPublic(), wanted.isPublic()));
        draft.show(wanted.status());
        Provider declared = draft.declared;
        draft.declared =
                new Provider(
                        wanted.name(),
                        wanted.type(),
                        declared.description(),
                        declared.status(),
                        declared.isPublic(),
                        declared.supportEmails(),
                        declared.endpoint());
    }

    private static <T> @Nullable T said(@Nullable T before, T shown, T wanted) {
        return Objects.equals(shown, wanted) ? before : wanted;
    }

    private static void issuer(Draft draft, Node node, Values values) {
        String key = GroupKey.issuerKey(node.source(FederatedIdentityProvider.class).endpoint());
        draft.issuers.replaceAll(issuer ->
                GroupKey.issuerKey(issuer.endpoint()).equals(key)
                        ? Records.identityProvider(issuer, values, issuer.userGroups())
                        : issuer);
    }

    private static void group(Draft draft, Node node, Values values) {
        GroupKey key = node.source(FederatedGroup.class).key();
        draft.issuers.replaceAll(issuer ->
                Records.identityProvider(
                        issuer,
                        Values.NONE,
                        issuer.userGroups().stream()
                                .map(group ->
                                        new GroupKey(issuer.endpoint(), group.name()).equals(key)
                                                ? Records.userGroup(
                                                        group, values, group.agreements())
                                                : group)
                                .toList()));
    }

    private static void agreement(Draft draft, Node node, Values values) {
        String document = node.source(FederatedAgreement.class).terms().documentId();
        String now = values.text("doc_uuid", document);
        draft.eachGroup(group ->
                Records.userGroup(
                        group,
                        Values.NONE,
                        group.agreements().stream()
                                .map(agreement ->
                                        agreement.documentId().equals(document)
                                                ? Records.agreement(agreement, values)
                                                : agreement)
                                .toList()));
        draft.projects.replaceAll(project ->
                document.equals(project.agreement())
                        ? new Project(project.id(), project.name(), project.description(), now)
                        : project);
    }

    private static void project(Draft draft, Project source, Values values) {
        draft.projects.replaceAll(project ->
                project.id().equals(source.id()) ? Records.project(project, values) : project);
        Rename.project(draft, source.id(), values.text("uuid", source.id()));
    }

    private static void region(Draft draft, Region source, Values values) {
        draft.regions.replaceAll(region ->
                region.name().equals(source.name()) ? Records.region(region, values) : region);
        Rename.region(draft, source.name(), values.text("name", source.name()));
    }

    private static void location(Draft draft, String site, Values values) {
        draft.regions.replaceAll(region -> {
            Location location = region.location();
            return location != null && location.site().equals(site)
                    ? Rename.with(region, Records.location(location, values))
                    : region;
        });
    }

    private static void service(Draft draft, Node node, Values values) {
        Service source = node.source(Service.class);
        String name = regionOf(node);
        draft.regions.replaceAll(region ->
                region.name().equals(name)
                        ? Rename.with(
                                region,
                                replaced(
                                        region.services(),
                                        it ->
                                                it.type() == source.type()
                                                                && it.endpoint()
                                                                        .equals(source.endpoint())
                                                        ? Records.service(it, values)
                                                        : it))
                        : region);
    }

    private static <T> List<T> replaced(List<T> list, UnaryOperator<T> change) {
        return list.stream().map(change).toList();
    }

    private static String regionOf(Node service) {
        Node region = service.one(Relation.REGION);
        return region == null ? "" : String.valueOf(region.value("name"));
    }

    private static void flavor(Draft draft, Flavor source, Values values) {
        draft.flavors.replaceAll(flavor ->
                flavor.region().equals(source.region()) && flavor.id().equals(source.id())
                        ? Records.flavor(flavor, values)
                        : flavor);
    }

    private static void image(Draft draft, Image source, Values values) {
        draft.images.replaceAll(image ->
                image.region().equals(source.region()) && image.id().equals(source.id())
                        ? Records.image(image, values)
                        : image);
    }

    /** What is shown of a network's uses is not set again on each of them if it is so already. */
    private static void network(Draft draft, Node node, Values values) {
        Network source = node.source(Network.class);
        Map<String, @Nullable Object> news = new HashMap<>(values.set());
        for (String name : List.of("is_default", "proxy_host", "proxy_user")) {
            if (values.sets(name) && Objects.equals(values.set().get(name), node.value(name))) {
                news.remove(name);
            }
        }
        Values changed = new Values(news);
        List<String> projects = draft.projects.stream().map(Project::id).toList();
        draft.networks.replaceAll(network ->
                network.region().equals(source.region()) && network.id().equals(source.id())
                        ? Records.network(network, changed, network.shared() ? projects : List.of())
                        : network);
    }

    private static void quota(Draft draft, Node node, Values values) {
        Quota source = node.source(Quota.class);
        Kind kind = node.kind();
        draft.quotas.replaceAll(quota ->
                quota.region().equals(source.region())
                                && quota.project().equals(source.project())
                                && quota.service() == source.service()
                                && quota.role() == source.role()
                        ? Records.quota(quota, kind, values)
                        : quota);
    }
}
