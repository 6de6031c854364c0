package io.arcipelago.registry.store;

import io.arcipelago.platform.security.Caller;
import java.util.List;

/**
 * Who made a generation, and why.
 *
 * @param actor a person's name and subject, or a client's id
 */
public record Author(String actor, String reason) {

    public static Author of(Caller caller, String reason) {
        String name =
                caller.displayName().equals(caller.subject())
                        ? caller.subject()
                        : caller.displayName() + " (" + caller.subject() + ")";
        return new Author(name, reason);
    }

    /** The same with more to say. */
    Author noting(List<String> notes) {
        return notes.isEmpty() ? this : new Author(actor, reason + "; " + String.join("; ", notes));
    }
}
