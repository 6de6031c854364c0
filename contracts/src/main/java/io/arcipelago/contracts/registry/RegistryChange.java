package io.arcipelago.contracts.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider is not as it was. Published on {@link #TOPIC} with the provider's uid as key, so the
 * changes of one provider keep their order. The schema is {@code
 * events/registry-change.v1.schema.json}.
 *
 * @param provider the provider's uid
 * @param status the status that is shown after the change
 * @param previousStatus the one before; absent for a provider that was added
 * @param generation the provider's generation after the change
 * @param version the federation's version with the change; {@code since} of the changes feed
 * @param at when it was changed
 * @param actor who changed it
 * @param reason why
 * @param changes the first {@value #TOLD} of the changed items
 * @param more how many changed items are not listed; the changes feed has them
 */
public record RegistryChange(
        String provider,
        String name,
        ProviderType type,
        ProviderStatus status,
        @Nullable ProviderStatus previousStatus,
        long generation,
        long version,
        Instant at,
        String actor,
        String reason,
        List<Item> changes,
        int more) {

    /** The Kafka topic of the registry's changes. */
    public static final String TOPIC = "arcipelago.registry.changes";

    /** So many changed items are listed. */
    public static final int TOLD = 500;

    public RegistryChange {
        changes = List.copyOf(changes);
    }

    /**
     * A changed item.
     *
     * @param kind such as {@code flavor}
     * @param what {@code added}, {@code changed} or {@code ended}
     */
    public record Item(String kind, String uid, String what) {}

    /** What happened: the CloudEvents types. */
    public enum Type {
        ADDED("added"),
        CHANGED("changed"),
        REMOVED("removed");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** The CloudEvents type, such as {@code io.arcipelago.registry.provider-changed.v1}. */
        public String wire() {
            return "io.arcipelago.registry.provider-" + word + ".v1";
        }
    }
}
