package io.arcipelago.tosca.type;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Decides whether values keep constraints. */
final class ConstraintCheck {

    /** Characters that a pattern may look at before the match counts as failed. */
    static final int PATTERN_STEPS = 200_000;

    private ConstraintCheck() {}

    static boolean holds(Constraint constraint, Primitive type, Object value) {
        List<Object> operands = constraint.operands();
        return switch (constraint.operator()) {
            case EQUAL -> Scalars.equal(type, value, operands.getFirst());
            case GREATER_THAN -> ordered(type, value, operands.getFirst(), o -> o > 0);
            case GREATER_OR_EQUAL -> ordered(type, value, operands.getFirst(), o -> o >= 0);
            case LESS_THAN -> ordered(type, value, operands.getFirst(), o -> o < 0);
            case LESS_OR_EQUAL -> ordered(type, value, operands.getFirst(), o -> o <= 0);
            case IN_RANGE ->
                    withinBound(type, value, operands.getFirst(), o -> o >= 0)
                            && withinBound(type, value, operands.getLast(), o -> o <= 0);
            case VALID_VALUES ->
                    operands.stream().anyMatch(allowed -> Scalars.equal(type, value, allowed));
            case LENGTH -> length(value) == (Long) operands.getFirst();
            case MIN_LENGTH -> length(value) >= (Long) operands.getFirst();
            case MAX_LENGTH -> length(value) <= (Long) operands.getFirst();
            case PATTERN -> matches(operands.getFirst().toString(), value.toString());
        };
    }

    private static boolean ordered(
            Primitive type, Object value, Object bound, IntPredicate accepts) {
        return Scalars.compare(type, value, bound).map(accepts::test).orElse(false);
    }

    private static boolean withinBound(
            Primitive type, Object value, Object bound, IntPredicate accepts) {
        return bound.equals(Constraint.UNBOUNDED) || ordered(type, value, bound, accepts);
    }

    private static long length(Object value) {
        return switch (value) {
            case Collection<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            default -> value.toString().codePointCount(0, value.toString().length());
        };
    }

    /**
     * A pattern from a template may backtrack without end; counting the characters it reads ends it
     * after the same work on every machine, which a time limit would not.
     */
    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern)
                    .matcher(new MeteredText(text, 0, text.length(), new Steps()))
                    .matches();
        } catch (StepsExhausted | StackOverflowError e) {
            return false;
        }
    }

    /** Text that refuses to be read more than {@link #PATTERN_STEPS} times. */
    private record MeteredText(String text, int start, int end, Steps steps)
            implements CharSequence {

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            steps.take();
            return text.charAt(start + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new MeteredText(text, start + from, start + to, steps);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }

    private static final class Steps {
        private int taken;

        void take() {
            taken++;
            if (taken > PATTERN_STEPS) {
                throw new StepsExhausted();
            }
        }
    }

    private static final class StepsExhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepsExhausted() {
            super("pattern steps exhausted", null, false, false);
        }
    }
}
