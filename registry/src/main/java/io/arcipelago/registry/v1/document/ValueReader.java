package io.arcipelago.registry.v1.document;

import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Attribute.Presence;
import io.arcipelago.registry.v1.graph.Countries;
import io.arcipelago.registry.v1.graph.Kind;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the attributes of a thing from JSON. What is wrong is collected, with its place. */
final class ValueReader {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final Faults faults;

    ValueReader(Faults faults) {
        this.faults = faults;
    }

    /** What is wrong with a value. */
    private static final class Unfit extends Exception {

        private static final long serialVersionUID = 1L;

        private final String type;

        Unfit(String message, String type) {
            super(message);
            this.type = type;
        }
    }

    /** All attributes of a new thing, with defaults for those that are left out. */
    Values whole(Kind kind, JsonNode object, List<Object> place) {
        Values read = given(kind, object, place);
        Map<String, @Nullable Object> all = new LinkedHashMap<>(read.set());
        for (Attribute attribute : kind.attributes()) {
            String name = attribute.name();
            if (attribute.presence() == Presence.REQUIRED && !object.has(name)) {
                faults.add(at(place, name), "field required", "value_error.missing");
            } else if (attribute.presence() != Presence.FIXED && !object.has(name)) {
                all.put(name, attribute.byDefault());
            }
        }
        return new Values(all);
    }

    /** The attributes that are there; members that are none are ignored. */
    Values given(Kind kind, JsonNode object, List<Object> place) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Attribute attribute : kind.attributes()) {
            JsonNode value = object.get(attribute.name());
            if (value != null && attribute.presence() != Presence.FIXED) {
                read(kind, attribute, value, place, values);
            }
        }
        return new Values(values);
    }

    private void read(
            Kind kind,
            Attribute attribute,
            JsonNode value,
            List<Object> place,
            Map<String, @Nullable Object> values) {
        List<Object> here = at(place, attribute.name());
        if (value.isNull()) {
            if (attribute.presence() == Presence.NULLABLE) {
                values.put(attribute.name(), null);
            } else {
                faults.add(here, "none is not an allowed value", "type_error.none.not_allowed");
            }
            return;
        }
        try {
            Object read = value(attribute, value);
            if (kind == Kind.LOCATION
                    && attribute.name().equals("country")
                    && Countries.alpha3((String) read).isEmpty()) {
                throw new Unfit(
                        "no country of ISO 3166-1 has this English short name", "value_error");
            }
            values.put(attribute.name(), read);
        } catch (Unfit unfit) {
            faults.add(here, String.valueOf(unfit.getMessage()), unfit.type);
        }
    }

    private static Object value(Attribute attribute, JsonNode value) throws Unfit {
        return switch (attribute.type()) {
            case TEXT -> text(attribute, value);
            case URL -> url(value);
            case CHOICE -> choice(attribute, value);
            case INTEGER -> bounded(attribute, integer(value));
            case FLOAT -> bounded(attribute, decimal(value));
            case BOOLEAN -> flag(value);
            case DATE -> date(value);
            case TIME -> time(value);
            case TEXTS -> texts(value, false);
            case EMAILS -> texts(value, true);
            case COUNTS -> counts(value);
        };
    }

    private static String string(JsonNode value) throws Unfit {
        if (value.isString() || value.isNumber()) {
            return value.asString();
        }
        throw new Unfit("str type expected", "type_error.str");
    }

    private static String text(Attribute attribute, JsonNode value) throws Unfit {
        String text = string(value);
        if (attribute.presence() == Presence.REQUIRED && text.isBlank()) {
            throw new Unfit(
                    "ensure this value has at least 1 characters",
                    "value_error.any_str.min_length");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Unfit("null characters are not allowed", "value_error.any_str");
        }
        return text;
    }

    private static String url(JsonNode value) throws Unfit {
        String text = string(value);
        try {
            URI url = URI.create(text);
            if (url.getScheme() == null) {
                throw new Unfit("invalid or missing URL scheme", "value_error.url.scheme");
            }
            if (url.getHost() == null) {
                throw new Unfit("URL host invalid", "value_error.url.host");
            }
            return text;
        } catch (IllegalArgumentException broken) {
            throw new Unfit("invalid or missing URL scheme", "value_error.url.scheme");
        }
    }

    private static String choice(Attribute attribute, JsonNode value) throws Unfit {
        if (value.isString()) {
            for (String allowed : attribute.allowed()) {
                if (allowed.equalsIgnoreCase(value.asString())) {
                    return allowed;
                }
            }
        }
        throw new Unfit(
                "value is not a valid enumeration member; permitted: "
                        + String.join(
                                ", ", attribute.allowed().stream().map("'%s'"::formatted).toList()),
                "type_error.enum");
    }

    private static Long integer(JsonNode value) throws Unfit {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        if (value.isNumber() && value.asDouble() == Math.rint(value.asDouble())) {
            return (long) value.asDouble();
        }
        try {
            return Long.valueOf(value.isString() ? value.asString().strip() : "");
        } catch (NumberFormatException notANumber) {
            throw new Unfit("value is not a valid integer", "type_error.integer");
        }
    }

    private static Double decimal(JsonNode value) throws Unfit {
        try {
            double number =
                    value.isNumber()
                            ? value.asDouble()
                            : Double.parseDouble(value.isString() ? value.asString() : "");
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like what is not finite.
        }
        throw new Unfit("value is not a valid float", "type_error.float");
    }

    private static <T extends Number> T bounded(Attribute attribute, T number) throws Unfit {
        if (number.doubleValue() < attribute.least()) {
            throw new Unfit(
                    "ensure this value is greater than or equal to " + (long) attribute.least(),
                    "value_error.number.not_ge");
        }
        if (number.doubleValue() > attribute.most()) {
            throw new Unfit(
                    "ensure this value is less than or equal to " + (long) attribute.most(),
                    "value_error.number.not_le");
        }
        return number;
    }

    private static Boolean flag(JsonNode value) throws Unfit {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        throw new Unfit("value could not be parsed to a boolean", "type_error.bool");
    }

    private static LocalDate date(JsonNode value) throws Unfit {
        try {
            return LocalDate.parse(string(value));
        } catch (DateTimeException notADate) {
            throw new Unfit("invalid date format", "value_error.date");
        }
    }

    private static Instant time(JsonNode value) throws Unfit {
        String text = string(value).replace(' ', 'T');
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noOffset) {
            return localTime(text);
        }
    }

    private static Instant localTime(String text) throws Unfit {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new Unfit("invalid datetime format", "value_error.datetime");
        }
    }

    private static List<String> texts(JsonNode value, boolean emails) throws Unfit {
        if (!value.isArray()) {
            throw new Unfit("value is not a valid list", "type_error.list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            String text = string(element);
            if (emails && !EMAIL.matcher(text).matches()) {
                throw new Unfit("value is not a valid email address", "value_error.email");
            }
            texts.add(text);
        }
        return texts;
    }

    private static Map<String, Long> counts(JsonNode value) throws Unfit {
        if (!value.isObject()) {
            throw new Unfit("value is not a valid dict", "type_error.dict");
        }
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            counts.put(entry.getKey(), integer(entry.getValue()));
        }
        return counts;
    }

    static List<Object> at(List<Object> place, Object next) {
        List<Object> longer = new ArrayList<>(place);
        longer.add(next);
        return longer;
    }
}
