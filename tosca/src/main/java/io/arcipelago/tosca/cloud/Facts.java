package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.Evaluation;
import io.arcipelago.tosca.type.ScalarUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads evaluated values as what a cloud wants; unknown and absent ones are simply not there. */
final class Facts {

    private Facts() {}

    static Optional<String> text(Evaluation value) {
        return value.text().filter(text -> !text.isBlank());
    }

    static OptionalLong number(Evaluation value) {
        return value.known()
                .filter(Long.class::isInstance)
                .map(number -> OptionalLong.of((Long) number))
                .orElse(OptionalLong.empty());
    }

    static OptionalLong bytes(Evaluation value) {
        return value.text().map(ScalarUnit::bytes).orElse(OptionalLong.empty());
    }

    static Map<String, Object> map(Evaluation value) {
        return map(value.known().orElse(Map.of()));
    }

    static Map<String, Object> map(Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> result.put(String.valueOf(key), item));
        }
        return result;
    }

    static List<Object> list(Evaluation value) {
        return value.known().orElse(List.of()) instanceof List<?> list
                ? List.copyOf(list)
                : List.of();
    }

    static Optional<String> text(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }
}
