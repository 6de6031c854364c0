package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.Optional;

/** Reads booleans of the grammar itself, such as {@code required}. */
public final class Flags {

    private Flags() {}

    public static boolean read(
            YamlSection section, String key, boolean otherwise, Problems problems) {
        Optional<String> text = section.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<Object> parsed = Scalars.parse(Primitive.BOOLEAN, text.get());
        if (parsed.isEmpty()) {
            problems.error(
                    "value.type",
                    section.position(),
                    section.path(key),
                    "%s must be true or false, not '%s'".formatted(key, text.get()));
        }
        return parsed.map(Boolean.TRUE::equals).orElse(otherwise);
    }
}
