package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.registry.state.ItemKind;
import io.arcipelago.registry.state.ProviderItems.AgreementItem;
import io.arcipelago.registry.state.ProviderItems.GroupItem;
import io.arcipelago.registry.state.ProviderItems.ProviderItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Items as JSON documents. */
final class ItemDocuments {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int DIGEST_BYTES = 16;
    private static final Map<String, ItemKind> KINDS =
            Arrays.stream(ItemKind.values())
                    .collect(Collectors.toMap(ItemKind::wire, Function.identity()));

    private ItemDocuments() {}

    static String write(Object item) {
        return JSON.writeValueAsString(item);
    }

    static String digest(String document) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(document.getBytes(StandardCharsets.UTF_8)),
                            0,
                            DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static ItemKind kind(String wire) {
        ItemKind kind = KINDS.get(wire);
        if (kind == null) {
            throw new IllegalStateException(
                    "The database has items of the kind '%s', which this version does not know"
                            .formatted(wire));
        }
        return kind;
    }

    static Object read(ItemKind kind, String document) {
        Class<?> type =
                switch (kind) {
                    case PROVIDER -> ProviderItem.class;
                    case IDENTITY_PROVIDER -> IdentityProvider.class;
                    case USER_GROUP -> GroupItem.class;
                    case AGREEMENT -> AgreementItem.class;
                    case REGION -> Region.class;
                    case PROJECT -> Project.class;
                    case FLAVOR -> Flavor.class;
                    case IMAGE -> Image.class;
                    case NETWORK -> Network.class;
                    case QUOTA -> Quota.class;
                    case LOCATION, SERVICE ->
                            throw new IllegalStateException(
                                    "Items of the kind " + kind.wire() + " have no rows");
                };
        return JSON.readValue(document, type);
    }
}
