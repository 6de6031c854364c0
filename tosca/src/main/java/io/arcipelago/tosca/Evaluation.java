package io.arcipelago.tosca;

import java.util.Optional;

/** What came of evaluating a value. */
public sealed interface Evaluation {

    /**
     * The value is known.
     *
     * @param value String, Long, Double, Boolean, List or Map
     */
    record Known(Object value) implements Evaluation {}

    /** There is no value: an optional input was not given, or an optional property not set. */
    record Absent() implements Evaluation {}

    /**
     * The value cannot be told.
     *
     * @param reason names what is missing, such as "attribute public_address of server is not known
     *     yet"
     * @param permanent no attribute that becomes known later can change it
     */
    record Unresolved(String reason, boolean permanent) implements Evaluation {}

    /** The value when it is known. */
    default Optional<Object> known() {
        return this instanceof Known(Object value) ? Optional.of(value) : Optional.empty();
    }

    /** The known value as text; numbers and booleans in their canonical spelling. */
    default Optional<String> text() {
        return known().map(Object::toString);
    }
}
