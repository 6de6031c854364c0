package io.arcipelago.registry.v1.document;

import static io.arcipelago.registry.v1.document.ValueReader.at;

import io.arcipelago.registry.v1.error.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Walks through the members of JSON objects that hold other things. */
final class Members {

    private final Faults faults;

    Members(Faults faults) {
        this.faults = faults;
    }

    /** Each object of a list; a list that is not there is empty. */
    void each(
            JsonNode object,
            String member,
            List<Object> above,
            BiConsumer<JsonNode, List<Object>> reader) {
        JsonNode list = object.get(member);
        if (list == null || list.isNull()) {
            return;
        }
        List<Object> place = at(above, member);
        if (!list.isArray()) {
            faults.add(place, "value is not a valid list", "type_error.list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode element = list.get(i);
            if (element.isObject()) {
                reader.accept(element, at(place, i));
            } else {
                faults.add(at(place, i), "value is not a valid dict", "type_error.dict");
            }
        }
    }

    /** The texts of a list; a list that is not there is empty. */
    List<String> texts(JsonNode object, String member, List<Object> above) {
        JsonNode list = object.get(member);
        if (list == null || list.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            for (JsonNode element : list) {
                if (element.isString()) {
                    texts.add(element.asString());
                } else {
                    faults.add(at(above, member), "str type expected", "type_error.str");
                }
            }
        } else {
            faults.add(at(above, member), "value is not a valid list", "type_error.list");
        }
        return texts;
    }

    /** A text that may be missing or null. */
    @Nullable String note(JsonNode object, String member, List<Object> above) {
        JsonNode value = object.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return value.asString();
        }
        faults.add(at(above, member), "str type expected", "type_error.str");
        return null;
    }

    /** Notes a value as seen, and finds fault with one that was seen before. */
    void unique(Set<String> seen, String value, List<Object> place, String what) {
        if (!value.isEmpty() && !seen.add(value)) {
            faults.add(
                    place, "%s '%s' is there more than once".formatted(what, value), "value_error");
        }
    }
}
