package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a thing is called by those who made it: the steps that lead to it, such as provider type,
 * provider name, region and the flavor's own id. Two things of one kind never have the same steps.
 */
public record ItemKey(ItemKind kind, List<String> steps) {

    private static final int UID_BYTES = 16;

    public ItemKey {
        steps = List.copyOf(steps);
    }

    public static ItemKey provider(ProviderType type, String name) {
        return key(ItemKind.PROVIDER, type.wire(), name);
    }

    public static ItemKey provider(Provider provider) {
        return provider(provider.type(), provider.name());
    }

    /** An issuer with and without a slash at its end is the same one. */
    public static ItemKey identityProvider(String endpoint) {
        return key(ItemKind.IDENTITY_PROVIDER, GroupKey.issuerKey(endpoint));
    }

    public static ItemKey userGroup(GroupKey group) {
        return key(ItemKind.USER_GROUP, group.issuer(), group.name());
    }

    public static ItemKey agreement(String documentId) {
        return key(ItemKind.AGREEMENT, documentId);
    }

    public static ItemKey location(String site) {
        return key(ItemKind.LOCATION, site);
    }

    public static ItemKey region(Provider provider, String region) {
        return below(ItemKind.REGION, provider, region);
    }

    public static ItemKey service(
            Provider provider, String region, ServiceType type, String endpoint) {
        return below(ItemKind.SERVICE, provider, region, type.wire(), endpoint);
    }

    public static ItemKey project(Provider provider, String id) {
        return below(ItemKind.PROJECT, provider, id);
    }

    public static ItemKey flavor(Provider provider, String region, String id) {
        return below(ItemKind.FLAVOR, provider, region, id);
    }

    public static ItemKey image(Provider provider, String region, String id) {
        return below(ItemKind.IMAGE, provider, region, id);
    }

    public static ItemKey network(Provider provider, String region, String id) {
        return below(ItemKind.NETWORK, provider, region, id);
    }

    public static ItemKey quota(
            Provider provider, String region, String project, ServiceType service, QuotaRole role) {
        return below(ItemKind.QUOTA, provider, region, project, service.wire(), role.wire());
    }

    /** 32 lower-case hexadecimal digits that this thing, and no other, always gets. */
    public String derivedUid() {
        MessageDigest sha256 = sha256();
        feed(sha256, kind.wire());
        steps.forEach(step -> feed(sha256, step));
        return HexFormat.of().formatHex(sha256.digest(), 0, UID_BYTES);
    }

    /** With its length before it, so that no two lists of steps read the same. */
    private static void feed(MessageDigest digest, String step) {
        byte[] bytes = step.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static ItemKey key(ItemKind kind, String... steps) {
        return new ItemKey(kind, List.of(steps));
    }

    private static ItemKey below(ItemKind kind, Provider provider, String... steps) {
        String[] all = new String[steps.length + 2];
        all[0] = provider.type().wire();
        all[1] = provider.name();
        System.arraycopy(steps, 0, all, 2, steps.length);
        return key(kind, all);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
