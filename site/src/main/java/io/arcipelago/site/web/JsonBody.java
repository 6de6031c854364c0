package io.arcipelago.site.web;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON trees. */
public final class JsonBody {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonBody() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** Empty if the bytes are not a JSON object. */
    public static Optional<ObjectNode> read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Empty if the member is absent, null or not a text. */
    public static Optional<String> text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** A member that is a whole number, also when it is written as a text. */
    public static Optional<Integer> integer(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isInt()) {
            return Optional.of(value.asInt());
        }
        return value.isString() && value.asString().matches("-?\\d{1,9}")
                ? Optional.of(Integer.valueOf(value.asString()))
                : Optional.empty();
    }
}
