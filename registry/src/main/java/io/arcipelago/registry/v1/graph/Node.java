package io.arcipelago.registry.v1.graph;

import io.arcipelago.registry.state.ProviderState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A thing of the federation. Two nodes are the same only if they are one object. */
public final class Node {

    private final Kind kind;
    private final String uid;
    private final Object source;
    private final @Nullable ProviderState provider;
    private final @Nullable Object[] values;
    private final Map<Relation, List<Node>> related = new EnumMap<>(Relation.class);

    /**
     * @param source the record that it was made from
     * @param provider where the record is; absent for what belongs to no single provider
     */
    Node(
            Kind kind,
            String uid,
            Object source,
            @Nullable ProviderState provider,
            @Nullable Object[] values) {
        if (values.length != kind.attributes().size()) {
            throw new IllegalArgumentException(
                    "%s has %d attributes, not %d"
                            .formatted(kind, kind.attributes().size(), values.length));
        }
        this.kind = kind;
        this.uid = uid;
        this.source = source;
        this.provider = provider;
        this.values = values;
    }

    void relate(Relation relation, Node other) {
        related.computeIfAbsent(relation, absent -> new ArrayList<>(2)).add(other);
    }

    public Kind kind() {
        return kind;
    }

    /** 32 hexadecimal digits. */
    public String uid() {
        return uid;
    }

    /** The record that it was made from, if it is of this type. */
    public <T> T source(Class<T> type) {
        return type.cast(source);
    }

    /**
     * The provider that declares it.
     *
     * @throws IllegalStateException for what belongs to no single provider
     */
    public ProviderState provider() {
        ProviderState state = provider;
        if (state == null) {
            throw new IllegalStateException(kind + " belongs to no single provider");
        }
        return state;
    }

    /** The value of an attribute in {@link Kind#attributes}. */
    public @Nullable Object value(Attribute attribute) {
        return value(attribute.name());
    }

    public @Nullable Object value(String attribute) {
        return values[kind.position(attribute)];
    }

    public boolean flag(String attribute) {
        return Boolean.TRUE.equals(value(attribute));
    }

    public List<Node> all(Relation relation) {
        return related.getOrDefault(relation, List.of());
    }

    /** The first one; for relations that have at most one. */
    public @Nullable Node one(Relation relation) {
        List<Node> all = all(relation);
        return all.isEmpty() ? null : all.getFirst();
    }

    @Override
    public String toString() {
        return "%s %s".formatted(kind.title(), uid);
    }
}
