package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.query.Texts.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Conditions on one attribute. Nothing fulfils a condition on a value that it does not have. */
final class AttributeFilter {

    private static final int LONGEST = 256;

    private AttributeFilter() {}

    /** Looks at a value that is there. */
    @FunctionalInterface
    private interface Test {
        boolean accepts(Object value, Work work);
    }

    /**
     * The condition that a parameter sets on an attribute.
     *
     * @param operator what follows the two underscores; empty for equality
     * @return empty if the attribute has no such operator
     */
    static Optional<Condition> of(Attribute attribute, String operator, String wanted)
            throws Unreadable {
        Test test =
                switch (attribute.type()) {
                    case TEXT, URL, CHOICE -> text(attribute, operator, wanted);
                    case INTEGER -> number(operator, wanted, Texts::integer);
                    case FLOAT -> number(operator, wanted, Texts::decimal);
                    case DATE -> number(operator, wanted, Texts::date);
                    case TIME -> number(operator, wanted, Texts::time);
                    case BOOLEAN -> flag(operator, wanted);
                    case TEXTS, EMAILS -> list(operator, wanted);
                    case COUNTS -> null;
                };
        if (test == null) {
            return Optional.empty();
        }
        return Optional.of((node, work) -> {
            work.spend(1);
            Object value = node.value(attribute);
            return value != null && test.accepts(value, work);
        });
    }

    private static @Nullable Test text(Attribute attribute, String operator, String wanted)
            throws Unreadable {
        if (!operator.isEmpty() && wanted.length() > LONGEST) {
            throw new Unreadable(
                    "ensure this value has at most %d characters".formatted(LONGEST),
                    "value_error.any_str.max_length");
        }
        return switch (operator) {
            case "" -> equal(exact(attribute, wanted));
            case "contains" -> comparing(wanted, String::contains);
            case "startswith" -> comparing(wanted, String::startsWith);
            case "endswith" -> comparing(wanted, String::endsWith);
            case "icontains" -> compareFolded(wanted, String::contains);
            case "istartswith" -> compareFolded(wanted, String::startsWith);
            case "iendswith" -> compareFolded(wanted, String::endsWith);
            case "regex" -> regex(Regex.of(wanted, false));
            case "iregex" -> regex(Regex.of(wanted, true));
            default -> null;
        };
    }

    /** Names of services are not checked: older names are still asked for and match nothing. */
    private static String exact(Attribute attribute, String wanted) throws Unreadable {
        boolean checked =
                attribute.type() == Attribute.Type.CHOICE && !attribute.name().equals("name");
        return checked ? Texts.choice(wanted, attribute.allowed()) : wanted;
    }

    private static Test equal(String wanted) {
        return (value, work) -> value.equals(wanted);
    }

    private static Test comparing(String wanted, BiPredicate<String, String> how) {
        return (value, work) -> {
            String text = (String) value;
            work.spend(text.length());
            return how.test(text, wanted);
        };
    }

    private static Test compareFolded(String wanted, BiPredicate<String, String> how) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        return comparing(folded, (text, other) -> how.test(text.toLowerCase(Locale.ROOT), other));
    }

    private static Test regex(Regex regex) {
        return (value, work) -> regex.matches((String) value, work);
    }

    private static <T extends Comparable<? super T>> @Nullable Test number(
            String operator, String wanted, Parameters.Reader<T> reader) throws Unreadable {
        IntPredicate accepted =
                switch (operator) {
                    case "" -> order -> order == 0;
                    case "lt" -> order -> order < 0;
                    case "gt" -> order -> order > 0;
                    case "lte" -> order -> order <= 0;
                    case "gte" -> order -> order >= 0;
                    case "ne" -> order -> order != 0;
                    default -> null;
                };
        if (accepted == null) {
            return null;
        }
        T bound = reader.read(wanted);
        return (value, work) -> accepted.test(compare(value, bound));
    }

    /** Values of one attribute are of one type. */
    @SuppressWarnings("unchecked")
    private static <T extends Comparable<? super T>> int compare(Object value, T bound) {
        return ((T) value).compareTo(bound);
    }

    private static @Nullable Test flag(String operator, String wanted) throws Unreadable {
        if (!operator.isEmpty()) {
            return null;
        }
        Boolean flag = Texts.flag(wanted);
        return (value, work) -> value.equals(flag);
    }

    private static @Nullable Test list(String operator, String wanted) {
        Predicate<String> accepted =
                switch (operator) {
                    case "contains" -> wanted::equals;
                    case "icontains" -> wanted::equalsIgnoreCase;
                    default -> null;
                };
        if (accepted == null) {
            return null;
        }
        return (value, work) -> {
            List<?> texts = (List<?>) value;
            work.spend(texts.size());
            return texts.stream().anyMatch(text -> accepted.test(String.valueOf(text)));
        };
    }
}
