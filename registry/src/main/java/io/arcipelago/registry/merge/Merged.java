package io.arcipelago.registry.merge;

import io.arcipelago.registry.state.ProviderState;
import java.util.List;

/**
 * What a snapshot made of what was known.
 *
 * @param state the new state; its generation is one more than before if there are changes
 * @param notes losses that happen because somebody let them, with who and why
 */
public record Merged(ProviderState state, List<Change> changes, List<String> notes) {

    public Merged {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }
}
