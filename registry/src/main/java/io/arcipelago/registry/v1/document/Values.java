package io.arcipelago.registry.v1.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that a document sets, each with a value of its type or null. What it does not set
 * stays what it was.
 */
record Values(Map<String, @Nullable Object> set) {

    /** Sets nothing. */
    static final Values NONE = new Values(Map.of());

    boolean sets(String name) {
        return set.containsKey(name);
    }

    /** A text that is never null. */
    String text(String name, String otherwise) {
        return set.get(name) instanceof String text ? text : otherwise;
    }

    /** A text that may be null. */
    @Nullable String note(String name, @Nullable String otherwise) {
        return sets(name) ? (String) set.get(name) : otherwise;
    }

    int integer(String name, int otherwise) {
        return set.get(name) instanceof Long number ? Math.toIntExact(number) : otherwise;
    }

    @Nullable Integer size(String name, @Nullable Integer otherwise) {
        if (!sets(name)) {
            return otherwise;
        }
        return set.get(name) instanceof Long number ? Integer.valueOf(number.intValue()) : null;
    }

    double decimal(String name, double otherwise) {
        return set.get(name) instanceof Double number ? number : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return set.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    LocalDate date(String name, LocalDate otherwise) {
        return set.get(name) instanceof LocalDate date ? date : otherwise;
    }

    /** The beginning of 1970 stands for a time that is not known. */
    @Nullable Instant time(String name, @Nullable Instant otherwise) {
        if (!sets(name)) {
            return otherwise;
        }
        return set.get(name) instanceof Instant time && !time.equals(Instant.EPOCH) ? time : null;
    }

    List<String> texts(String name, List<String> otherwise) {
        return set.get(name) instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : otherwise;
    }
}
