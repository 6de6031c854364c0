package io.arcipelago.registry.v1.graph;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.registry.state.Federation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The federation, or the part of it that somebody may see, as things and relations. Never changes
 * once it is made.
 */
public final class Graph {

    private final Map<Kind, List<Node>> nodes = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Node>> byUid = new EnumMap<>(Kind.class);
    private final Map<Trust, IdentityProvider> trusts = new HashMap<>();

    private record Trust(Node provider, Node identityProvider) {}

    public static Graph of(Federation federation) {
        return new GraphBuilder(federation).build();
    }

    void add(Node node) {
        nodes.computeIfAbsent(node.kind(), absent -> new ArrayList<>()).add(node);
        byUid.computeIfAbsent(node.kind(), absent -> new HashMap<>()).put(node.uid(), node);
    }

    void trust(Node provider, Node identityProvider, IdentityProvider names) {
        trusts.put(new Trust(provider, identityProvider), names);
    }

    /** All of a kind, in a fixed and total order. */
    public List<Node> all(Kind kind) {
        return nodes.getOrDefault(kind, List.of());
    }

    public Optional<Node> find(Kind kind, String uid) {
        return Optional.ofNullable(byUid.getOrDefault(kind, Map.of()).get(uid));
    }

    /** Under which names a provider trusts an issuer; absent if it does not. */
    public @Nullable IdentityProvider trust(Node provider, Node identityProvider) {
        return trusts.get(new Trust(provider, identityProvider));
    }
}
