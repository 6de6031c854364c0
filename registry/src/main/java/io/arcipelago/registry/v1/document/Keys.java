package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the things of a provider are called, and which uids they keep when they are renamed. */
public final class Keys {

    private Keys() {}

    /** The key of each thing; things that are renamed keep their place in the list. */
    public static List<ItemKey> of(ProviderState state) {
        Provider provider = state.provider();
        List<ItemKey> keys = new ArrayList<>();
        keys.add(ItemKey.provider(provider));
        for (IdentityProvider issuer : state.identityProviders()) {
            keys.add(ItemKey.identityProvider(issuer.endpoint()));
            for (UserGroup group : issuer.userGroups()) {
                keys.add(ItemKey.userGroup(new GroupKey(issuer.endpoint(), group.name())));
                for (ServiceLevelAgreement agreement : group.agreements()) {
                    keys.add(ItemKey.agreement(agreement.documentId()));
                }
            }
        }
        for (Region region : state.regions()) {
            keys.add(ItemKey.region(provider, region.name()));
            Location location = region.location();
            if (location != null) {
                keys.add(ItemKey.location(location.site()));
            }
            for (Service service : region.services()) {
                keys.add(
                        ItemKey.service(
                                provider, region.name(), service.type(), service.endpoint()));
            }
        }
        state.projects().forEach(it -> keys.add(ItemKey.project(provider, it.id())));
        state.flavors().forEach(it -> keys.add(ItemKey.flavor(provider, it.region(), it.id())));
        state.images().forEach(it -> keys.add(ItemKey.image(provider, it.region(), it.id())));
        state.networks().forEach(it -> keys.add(ItemKey.network(provider, it.region(), it.id())));
        state.quotas()
                .forEach(it ->
                        keys.add(
                                ItemKey.quota(
                                        provider,
                                        it.region(),
                                        it.project(),
                                        it.service(),
                                        it.role())));
        return keys;
    }

    /**
     * The new names of renamed things.
     *
     * @param after the same things in the same order
     */
    public static Map<ItemKey, ItemKey> renamed(ProviderState before, ProviderState after) {
        List<ItemKey> old = of(before);
        List<ItemKey> now = of(after);
        Map<ItemKey, ItemKey> renamed = new LinkedHashMap<>();
        for (int i = 0; i < old.size(); i++) {
            if (!old.get(i).equals(now.get(i))) {
                renamed.put(old.get(i), now.get(i));
            }
        }
        return renamed;
    }

    /**
     * The uids that keep renamed things what they were. Whatever takes an old name later is another
     * thing and gets a uid of its own.
     */
    public static Map<ItemKey, String> uids(Uids uids, Map<ItemKey, ItemKey> renamed) {
        Map<ItemKey, String> kept = new LinkedHashMap<>();
        renamed.forEach((old, now) -> {
            kept.putIfAbsent(old, successor(uids.of(old), old));
            kept.put(now, uids.of(old));
        });
        return kept;
    }

    private static String successor(String uid, ItemKey old) {
        List<String> steps = new ArrayList<>(List.of("after", uid));
        steps.addAll(old.steps());
        return new ItemKey(old.kind(), steps).derivedUid();
    }
}
