package io.arcipelago.tosca.type;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A constraint clause (TOSCA 1.3 section 3.6.3) with operands of the constrained type.
 *
 * @param operands one value; two for {@code in_range}, where {@code UNBOUNDED} stands for no limit;
 *     any number for {@code valid_values}
 */
public record Constraint(Operator operator, List<Object> operands) {

    /** Marks an open end of {@code in_range}. */
    public static final String UNBOUNDED = "UNBOUNDED";

    public Constraint {
        operands = List.copyOf(operands);
    }

    /** The operators of a constraint clause. */
    public enum Operator {
        EQUAL("equal"),
        GREATER_THAN("greater_than"),
        GREATER_OR_EQUAL("greater_or_equal"),
        LESS_THAN("less_than"),
        LESS_OR_EQUAL("less_or_equal"),
        IN_RANGE("in_range"),
        VALID_VALUES("valid_values"),
        LENGTH("length"),
        MIN_LENGTH("min_length"),
        MAX_LENGTH("max_length"),
        PATTERN("pattern");

        private final String key;

        Operator(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }

        /** Compares a length, so its operand is an integer whatever the constrained type. */
        public boolean isLength() {
            return this == LENGTH || this == MIN_LENGTH || this == MAX_LENGTH;
        }

        public static Optional<Operator> named(String key) {
            return Arrays.stream(values()).filter(o -> o.key.equals(key)).findFirst();
        }
    }

    /** Why the value breaks the constraint; empty when it does not. */
    public Optional<String> violation(Primitive type, Object value) {
        return ConstraintCheck.holds(this, type, value) ? Optional.empty() : Optional.of(demand());
    }

    private String demand() {
        Object first = operands.isEmpty() ? "" : operands.getFirst();
        return switch (operator) {
            case EQUAL -> "must equal " + first;
            case GREATER_THAN -> "must be greater than " + first;
            case GREATER_OR_EQUAL -> "must be " + first + " or more";
            case LESS_THAN -> "must be less than " + first;
            case LESS_OR_EQUAL -> "must be " + first + " or less";
            case IN_RANGE -> "must lie between " + first + " and " + operands.getLast();
            case VALID_VALUES ->
                    "must be one of "
                            + operands.stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "));
            case LENGTH -> "must have length " + first;
            case MIN_LENGTH -> "must have length " + first + " or more";
            case MAX_LENGTH -> "must have length " + first + " or less";
            case PATTERN ->
                    "must match the pattern "
                            + first
                            + " (checked within a bound of "
                            + ConstraintCheck.PATTERN_STEPS
                            + " steps)";
        };
    }
}
