package io.arcipelago.registry.v1.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar member of a thing: how it is written, who may see it, and which values it takes.
 *
 * @param isPublic whether it is shown to callers without a token and in short answers
 * @param byDefault the value if a document leaves it out
 * @param allowed the values of a {@link Type#CHOICE}
 * @param least the smallest number allowed
 * @param most the largest number allowed
 */
public record Attribute(
        String name,
        Type type,
        boolean isPublic,
        Presence presence,
        @Nullable Object byDefault,
        List<String> allowed,
        double least,
        double most) {

    /** The types of attributes, each with its filters and its Java type. */
    public enum Type {
        /** A {@link String}. */
        TEXT,
        /** A {@link String}: an absolute URL. */
        URL,
        /** A {@link String} out of a few, compared without regard to case when it is set. */
        CHOICE,
        /** A {@link Long}. */
        INTEGER,
        /** A {@link Double}. */
        FLOAT,
        /** A {@link Boolean}. */
        BOOLEAN,
        /** A {@link java.time.LocalDate}. */
        DATE,
        /** An {@link java.time.Instant}. */
        TIME,
        /** A list of {@link String}. */
        TEXTS,
        /** A list of {@link String}: e-mail addresses. */
        EMAILS,
        /** A map of {@link String} to {@link Long}. */
        COUNTS
    }

    /** What a document may do with an attribute. */
    public enum Presence {
        /** Must be there. */
        REQUIRED,
        /** May be left out; null is refused. */
        OPTIONAL,
        /** May be left out or null. */
        NULLABLE,
        /** Follows from what the thing is; not set and not filtered. */
        FIXED
    }

    public Attribute {
        allowed = List.copyOf(allowed);
    }

    static Attribute of(String name, Type type, @Nullable Object byDefault) {
        return new Attribute(
                name,
                type,
                false,
                byDefault == null ? Presence.NULLABLE : Presence.OPTIONAL,
                byDefault,
                List.of(),
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    static Attribute text(String name) {
        return of(name, Type.TEXT, null);
    }

    static Attribute flag(String name) {
        return of(name, Type.BOOLEAN, false);
    }

    static Attribute count(String name, int least) {
        return of(name, Type.INTEGER, null).between(least, Double.POSITIVE_INFINITY);
    }

    static Attribute choice(String name, List<String> allowed) {
        return new Attribute(
                name,
                Type.CHOICE,
                false,
                Presence.NULLABLE,
                null,
                allowed,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    Attribute required() {
        return with(isPublic, Presence.REQUIRED, byDefault);
    }

    Attribute fixed() {
        return with(isPublic, Presence.FIXED, byDefault);
    }

    Attribute open() {
        return with(true, presence, byDefault);
    }

    Attribute orElse(Object value) {
        return with(isPublic, Presence.OPTIONAL, value);
    }

    Attribute between(double from, double to) {
        return new Attribute(name, type, isPublic, presence, byDefault, allowed, from, to);
    }

    private Attribute with(boolean open, Presence how, @Nullable Object value) {
        return new Attribute(name, type, open, how, value, allowed, least, most);
    }

    /** Whether queries may filter and sort by it. */
    public boolean filterable() {
        return presence != Presence.FIXED && type != Type.COUNTS;
    }
}
