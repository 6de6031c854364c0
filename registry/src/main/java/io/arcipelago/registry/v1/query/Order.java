package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.query.Texts.Unreadable;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order that {@code sort} asks for. */
final class Order {

    private Order() {}

    /**
     * A field's name, perhaps with {@code _asc} or {@code _desc}; a minus in front always means
     * downwards. Things of equal value are ordered by uid, in the same direction; what has no value
     * comes last in both.
     */
    static Comparator<Node> of(String sort, Kind kind, boolean publicOnly) throws Unreadable {
        boolean minus = sort.startsWith("-");
        String name = minus ? sort.substring(1) : sort;
        boolean down = minus;
        if (name.endsWith("_desc")) {
            name = name.substring(0, name.length() - "_desc".length());
            down = true;
        } else if (name.endsWith("_asc")) {
            name = name.substring(0, name.length() - "_asc".length());
        }
        Comparator<Node> byUid = Comparator.comparing(Node::uid);
        if (name.equals("uid")) {
            return down ? byUid.reversed() : byUid;
        }
        Optional<Attribute> attribute =
                kind.attribute(name)
                        .filter(Order::sortable)
                        .filter(found -> found.isPublic() || !publicOnly);
        if (attribute.isEmpty()) {
            throw new Unreadable(
                    "%s have no field '%s' to sort by"
                            .formatted(kind.collection(), shortened(name)),
                    "value_error");
        }
        Comparator<Object> values = down ? Order.<Object>natural().reversed() : natural();
        return Comparator.<Node, @Nullable Object>comparing(
                        node -> node.value(attribute.get()), Comparator.nullsLast(values))
                .thenComparing(down ? byUid.reversed() : byUid);
    }

    private static boolean sortable(Attribute attribute) {
        return switch (attribute.type()) {
            case TEXT, URL, CHOICE, INTEGER, FLOAT, BOOLEAN, DATE, TIME -> true;
            case TEXTS, EMAILS, COUNTS -> false;
        };
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }

    /** Values of one attribute are of one type. */
    @SuppressWarnings("unchecked")
    private static <T> Comparator<T> natural() {
        return (left, right) -> ((Comparable<T>) left).compareTo(right);
    }
}
