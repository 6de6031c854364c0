package io.arcipelago.tosca.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns values without functions into plain Java values. */
public final class Plain {

    private Plain() {}

    /**
     * String, Long, Double, Boolean, List or Map.
     *
     * @throws IllegalArgumentException when a function is inside
     */
    public static Object of(Value value) {
        return switch (value) {
            case Value.Literal literal -> literal.value();
            case Value.Items items -> {
                List<Object> plain = new ArrayList<>();
                items.items().forEach(item -> plain.add(of(item)));
                yield Collections.unmodifiableList(plain);
            }
            case Value.Fields fields -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                fields.fields().forEach((key, item) -> plain.put(key, of(item)));
                yield Collections.unmodifiableMap(plain);
            }
            case Value.Function function ->
                    throw new IllegalArgumentException(
                            "The function at " + function.position() + " is not evaluated yet");
        };
    }
}
