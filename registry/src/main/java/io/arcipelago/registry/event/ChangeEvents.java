package io.arcipelago.registry.event;

import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.RegistryChange;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import io.arcipelago.registry.store.ImportedUids;
import io.arcipelago.registry.store.SwapListener;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Announces every change of a provider in the transaction in which it becomes true. */
@Component
class ChangeEvents implements SwapListener {

    private final EventPublisher publisher;
    private final ImportedUids imported;
    private final InstantSource clock;

    ChangeEvents(EventPublisher publisher, ImportedUids imported, InstantSource clock) {
        this.publisher = publisher;
        this.imported = imported;
        this.clock = clock;
    }

    @Override
    public void swapped(Swap swap) {
        ProviderState shown = swap.after().or(swap::before).orElseThrow();
        RegistryChange.Type type =
                swap.after().isEmpty()
                        ? RegistryChange.Type.REMOVED
                        : swap.before().isEmpty()
                                ? RegistryChange.Type.ADDED
                                : RegistryChange.Type.CHANGED;
        RegistryChange event = event(swap, shown, imported.load());
        publisher.publish(
                new OutgoingEvent(
                        RegistryChange.TOPIC,
                        event.provider(),
                        type.wire(),
                        event.provider(),
                        event));
    }

    private RegistryChange event(Swap swap, ProviderState shown, Uids uids) {
        boolean removed = swap.after().isEmpty();
        return new RegistryChange(
                uids.provider(shown.provider()),
                shown.provider().name(),
                shown.provider().type(),
                removed ? ProviderStatus.REMOVED : shown.provider().status(),
                previous(swap),
                removed ? shown.generation() + 1 : shown.generation(),
                swap.version(),
                clock.instant(),
                swap.author().actor(),
                swap.author().reason(),
                swap.changes().stream()
                        .limit(RegistryChange.TOLD)
                        .map(change -> item(change, uids))
                        .toList(),
                Math.max(0, swap.changes().size() - RegistryChange.TOLD));
    }

    private static @Nullable ProviderStatus previous(SwapListener.Swap swap) {
        return swap.before().map(before -> before.provider().status()).orElse(null);
    }

    private static RegistryChange.Item item(Change change, Uids uids) {
        return new RegistryChange.Item(
                change.key().kind().wire(), uids.of(change.key()), change.what().wire());
    }
}
