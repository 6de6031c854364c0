package io.arcipelago.registry.v1;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderCommands;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A registry without a database, for what does not depend on one. */
final class MemoryRegistry implements Federations, ProviderCommands {

    private final Map<String, ProviderState> providers = new LinkedHashMap<>();
    private final Map<String, String> uids = new HashMap<>();
    private long version;
    private Federation current = Federation.empty();

    MemoryRegistry(ProviderState... states) {
        for (ProviderState state : states) {
            providers.put(state.uid(), state);
        }
        publish();
    }

    private void publish() {
        version++;
        current =
                new Federation(
                        version,
                        Long.toString(version),
                        Uids.importing(uids),
                        List.copyOf(providers.values()));
    }

    /** Puts a state in place of what is known of its provider. */
    synchronized void put(ProviderState state) {
        providers.put(state.uid(), state);
        publish();
    }

    synchronized void clear() {
        providers.clear();
        uids.clear();
        publish();
    }

    synchronized long version() {
        return version;
    }

    @Override
    public synchronized Federation current() {
        return current;
    }

    @Override
    public Federation at(Instant time) {
        throw new UnsupportedOperationException("There is no past here");
    }

    @Override
    public synchronized void add(ProviderState provider, String actor) {
        if (providers.putIfAbsent(provider.uid(), provider) != null) {
            throw ApiFailure.conflict("provider-exists", "There is this provider already");
        }
        publish();
    }

    @Override
    public synchronized boolean change(
            Set<String> wanted,
            UnaryOperator<ProviderState> edit,
            Map<ItemKey, String> kept,
            String actor) {
        List<ProviderState> changed = new ArrayList<>();
        for (String uid : wanted) {
            ProviderState before = providers.get(uid);
            if (before == null) {
                continue;
            }
            ProviderState after = edit.apply(before);
            if (!Change.between(Optional.of(before), after).isEmpty()) {
                changed.add(after);
            }
        }
        if (changed.isEmpty()) {
            return false;
        }
        changed.forEach(state -> providers.put(state.uid(), state));
        kept.forEach((key, uid) -> uids.put(key.derivedUid(), uid));
        publish();
        return true;
    }

    @Override
    public synchronized boolean remove(String provider, String actor) {
        boolean there = providers.remove(provider) != null;
        publish();
        return there;
    }
}
