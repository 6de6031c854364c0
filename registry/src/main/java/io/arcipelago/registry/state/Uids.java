package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import java.util.Map;

/**
 * The uids of things: derived from what they are called, so that a thing that goes and comes back
 * has the uid it had before; or imported from a registry that this one took over from.
 */
public final class Uids {

    private static final Uids DERIVED = new Uids(Map.of());

    private final Map<String, String> imported;

    private Uids(Map<String, String> imported) {
        this.imported = imported;
    }

    /** Derived uids only. */
    public static Uids derived() {
        return DERIVED;
    }

    /**
     * @param imported the uid to show, by the uid that would be derived
     */
    public static Uids importing(Map<String, String> imported) {
        return imported.isEmpty() ? DERIVED : new Uids(Map.copyOf(imported));
    }

    /** Differs between different imports. */
    int fingerprint() {
        return imported.hashCode();
    }

    public String of(ItemKey key) {
        String derived = key.derivedUid();
        return imported.getOrDefault(derived, derived);
    }

    public String provider(Provider provider) {
        return of(ItemKey.provider(provider));
    }

    public String identityProvider(String endpoint) {
        return of(ItemKey.identityProvider(endpoint));
    }

    public String userGroup(GroupKey group) {
        return of(ItemKey.userGroup(group));
    }

    public String agreement(String documentId) {
        return of(ItemKey.agreement(documentId));
    }

    public String location(String site) {
        return of(ItemKey.location(site));
    }

    public String region(Provider provider, String region) {
        return of(ItemKey.region(provider, region));
    }

    public String service(Provider provider, String region, Service service) {
        return of(ItemKey.service(provider, region, service.type(), service.endpoint()));
    }

    public String project(Provider provider, String id) {
        return of(ItemKey.project(provider, id));
    }

    public String flavor(Provider provider, String region, String id) {
        return of(ItemKey.flavor(provider, region, id));
    }

    public String image(Provider provider, String region, String id) {
        return of(ItemKey.image(provider, region, id));
    }

    public String network(Provider provider, String region, String id) {
        return of(ItemKey.network(provider, region, id));
    }

    public String quota(Provider provider, Quota quota) {
        return of(
                ItemKey.quota(
                        provider, quota.region(), quota.project(), quota.service(), quota.role()));
    }
}
