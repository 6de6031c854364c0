package io.arcipelago.tosca;

import io.arcipelago.tosca.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of a node with everything it inherits.
 *
 * @param interfaceName such as {@code Standard}
 * @param name such as {@code configure}
 * @param implementation path of the file; an artifact's name is already replaced by its file
 * @param dependencies further files, artifact names replaced likewise
 */
public record Operation(
        String interfaceName,
        String name,
        Optional<String> implementation,
        List<String> dependencies,
        Map<String, PropertyAssignment> inputs,
        Position position) {

    /** The stated value of each input that has one, functions unevaluated. */
    public Map<String, Value> inputValues() {
        Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach((key, input) -> input.value().ifPresent(v -> values.put(key, v)));
        return Collections.unmodifiableMap(values);
    }
}
