package io.arcipelago.registry.store;

import java.util.Arrays;
import java.util.function.Function;

/** Finds constants by the words that stand for them outside. */
final class Wire {

    private Wire() {}

    static <E extends Enum<E>> E of(E[] values, Function<E, String> wire, String word) {
        return Arrays.stream(values)
                .filter(value -> wire.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Unknown word '" + word + "'"));
    }
}
