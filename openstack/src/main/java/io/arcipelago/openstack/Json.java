package io.arcipelago.openstack;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads members of answers; tolerant of what a site leaves out or sends as null. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String text(JsonNode node, String member) {
        return optionalText(node, member).orElse("");
    }

    /** Present if the member is a non-empty scalar. */
    static Optional<String> optionalText(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(value.asString("")).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** A member without which the answer is useless. */
    static String id(JsonNode node) {
        return optionalText(node, "id")
                .orElseThrow(() ->
                        new OpenStackException(
                                OpenStackException.Kind.TRANSIENT,
                                "the site's answer has an object without id"));
    }

    /**
     * A number of things: 0 if absent, null or an empty text; an object with anything else there
     * but a whole number from 0 is refused.
     */
    static int count(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString("").isEmpty())) {
            return 0;
        }
        if (!value.isInt() || value.asInt() < 0) {
            throw new OpenStackException(
                    OpenStackException.Kind.TRANSIENT,
                    "the site's answer has " + member + " = " + value + ", which is no count");
        }
        return value.asInt();
    }

    static int integer(JsonNode node, String member) {
        return node.path(member).asInt(0);
    }

    static long longInteger(JsonNode node, String member) {
        return node.path(member).asLong(0);
    }

    static boolean bool(JsonNode node, String member) {
        return node.path(member).asBoolean(false);
    }

    static List<String> texts(JsonNode node, String member) {
        List<String> texts = new ArrayList<>();
        node.path(member).forEach(value -> texts.add(value.asString("")));
        return List.copyOf(texts);
    }

    static Map<String, String> textMap(JsonNode node, String member) {
        Map<String, String> map = new LinkedHashMap<>();
        node.path(member)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asString("")));
        return Map.copyOf(map);
    }

    /** Nova and Glance end times in {@code Z}, Cinder gives UTC without saying so. */
    static Optional<Instant> time(JsonNode node, String member) {
        return optionalText(node, member).flatMap(Json::parseTime);
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException f) {
                return Optional.empty();
            }
        }
    }
}
