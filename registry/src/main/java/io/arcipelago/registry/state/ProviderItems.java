package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider's state as single items by key: what is compared between generations, stored in rows,
 * and told as changes. Locations and services belong to their region's item.
 */
public final class ProviderItems {

    private ProviderItems() {}

    /** The item of the provider itself. */
    public record ProviderItem(Provider declared, ProviderSettings settings) {}

    /** The item of a group, without its agreements. */
    public record GroupItem(String issuer, UserGroup group) {}

    /** The item of an agreement. */
    public record AgreementItem(String issuer, String group, ServiceLevelAgreement agreement) {}

    /** All items that have a history. */
    public static Map<ItemKey, Object> of(ProviderState state) {
        Provider provider = state.declared();
        Map<ItemKey, Object> items = new LinkedHashMap<>();
        items.put(ItemKey.provider(provider), new ProviderItem(provider, state.settings()));
        for (IdentityProvider issuer : state.identityProviders()) {
            items.put(ItemKey.identityProvider(issuer.endpoint()), with(issuer, List.of()));
            issuer.userGroups().forEach(group -> addGroup(items, issuer.endpoint(), group));
        }
        state.regions()
                .forEach(region -> items.put(ItemKey.region(provider, region.name()), region));
        state.projects()
                .forEach(project -> items.put(ItemKey.project(provider, project.id()), project));
        state.flavors()
                .forEach(flavor ->
                        items.put(ItemKey.flavor(provider, flavor.region(), flavor.id()), flavor));
        state.images()
                .forEach(image ->
                        items.put(ItemKey.image(provider, image.region(), image.id()), image));
        state.networks()
                .forEach(network ->
                        items.put(
                                ItemKey.network(provider, network.region(), network.id()),
                                network));
        state.quotas()
                .forEach(quota ->
                        items.put(
                                ItemKey.quota(
                                        provider,
                                        quota.region(),
                                        quota.project(),
                                        quota.service(),
                                        quota.role()),
                                quota));
        return items;
    }

    private static void addGroup(Map<ItemKey, Object> items, String issuer, UserGroup group) {
        items.put(
                ItemKey.userGroup(new GroupKey(issuer, group.name())),
                new GroupItem(issuer, new UserGroup(group.name(), group.description(), List.of())));
        for (ServiceLevelAgreement agreement : group.agreements()) {
            items.put(
                    ItemKey.agreement(agreement.documentId()),
                    new AgreementItem(issuer, group.name(), agreement));
        }
    }

    /** The same issuer with other groups. */
    public static IdentityProvider with(IdentityProvider issuer, List<UserGroup> groups) {
        return new IdentityProvider(
                issuer.endpoint(),
                issuer.groupClaim(),
                issuer.description(),
                issuer.name(),
                issuer.protocol(),
                issuer.audience(),
                groups);
    }
}
