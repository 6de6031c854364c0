package io.arcipelago.tosca.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Merging of ordered maps by inheritance: inherited keys first, own keys override. */
public final class Merge {

    private Merge() {}

    public static <V> Map<String, V> over(Map<String, V> base, Map<String, V> own) {
        return over(base, own, (below, above) -> above);
    }

    /** The combiner gets (inherited, own) for keys that both have. */
    public static <V> Map<String, V> over(
            Map<String, V> base, Map<String, V> own, BinaryOperator<V> combiner) {
        Map<String, V> merged = new LinkedHashMap<>(base);
        own.forEach((key, value) -> merged.merge(key, value, combiner));
        return Collections.unmodifiableMap(merged);
    }
}
