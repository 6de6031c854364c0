package io.arcipelago.registry.store;

import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.state.ProviderState;
import java.util.List;
import java.util.Optional;

/** A bean that is told of every change of a provider in the transaction that makes it true. */
public interface SwapListener {

    /**
     * A change of items or of the status that is shown.
     *
     * @param before empty for a provider that was not there
     * @param after empty for one that was removed
     */
    record Swap(
            Optional<ProviderState> before,
            Optional<ProviderState> after,
            List<Change> changes,
            long version,
            Author author) {}

    void swapped(Swap swap);
}
