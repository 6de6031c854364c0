package io.arcipelago.registry.merge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderItems;
import io.arcipelago.registry.state.ProviderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An item that is not as it was. */
public record Change(ItemKey key, What what) {

    /** What happened to it. */
    public enum What {
        ADDED("added"),
        CHANGED("changed"),
        ENDED("ended");

        private final String wire;

        What(String wire) {
            this.wire = wire;
        }

        @JsonValue
        public String wire() {
            return wire;
        }
    }

    /** All changes that lead from one state to the next. */
    public static List<Change> between(Optional<ProviderState> before, ProviderState after) {
        Map<ItemKey, Object> known = before.map(ProviderItems::of).orElse(Map.of());
        Map<ItemKey, Object> now = ProviderItems.of(after);
        List<Change> changes = new ArrayList<>();
        now.forEach((key, item) -> {
            Object old = known.get(key);
            if (old == null) {
                changes.add(new Change(key, What.ADDED));
            } else if (!old.equals(item)) {
                changes.add(new Change(key, What.CHANGED));
            }
        });
        known.keySet().stream()
                .filter(key -> !now.containsKey(key))
                .forEach(key -> changes.add(new Change(key, What.ENDED)));
        return changes;
    }
}
