package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.query.Texts.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string; what cannot be read is a fault. */
final class Parameters {

    private final Map<String, String[]> raw;
    private final Faults faults;

    Parameters(Map<String, String[]> raw, Faults faults) {
        this.raw = raw;
        this.faults = faults;
    }

    /** Reads a value from text. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String text) throws Unreadable;
    }

    Set<String> names() {
        return raw.keySet();
    }

    /** Empty if it is not there, or if it cannot be read, which is a fault then. */
    <T> Optional<T> read(String name, Reader<T> reader) {
        String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(text));
        } catch (Unreadable unreadable) {
            faults.add(List.of("query", name), unreadable.message(), unreadable.type());
            return Optional.empty();
        }
    }

    Optional<String> read(String name) {
        return Optional.ofNullable(text(name));
    }

    /** The last one, if it is given several times. */
    private @Nullable String text(String name) {
        String[] values = raw.get(name);
        return values == null || values.length == 0 ? null : values[values.length - 1];
    }
}
