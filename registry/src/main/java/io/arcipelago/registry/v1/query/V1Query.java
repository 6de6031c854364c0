package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.query.Texts.Unreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller wants to see of a collection. */
public final class V1Query {

    private final boolean brief;
    private final boolean connected;
    private final Window window;
    private final List<Condition> conditions;
    private final Narrowing narrowing;
    private final @Nullable Comparator<Node> order;

    private V1Query(
            boolean brief,
            boolean connected,
            Window window,
            List<Condition> conditions,
            Narrowing narrowing,
            @Nullable Comparator<Node> order) {
        this.brief = brief;
        this.connected = connected;
        this.window = window;
        this.conditions = List.copyOf(conditions);
        this.narrowing = narrowing;
        this.order = order;
    }

    /**
     * Reads a query string. Parameters that mean nothing are ignored.
     *
     * @param publicOnly whether the caller may know public attributes only: all others are
     *     parameters that mean nothing then
     * @throws io.arcipelago.platform.web.ApiFailure 422 that lists all values that cannot be read
     */
    public static V1Query read(Kind kind, Map<String, String[]> raw, boolean publicOnly) {
        Faults faults = new Faults();
        Parameters parameters = new Parameters(raw, faults);
        Extras extras = Extras.of(kind, parameters, publicOnly);
        List<Condition> conditions = new ArrayList<>(extras.conditions());
        for (String name : parameters.names()) {
            attribute(kind, name, parameters, publicOnly).ifPresent(conditions::add);
        }
        V1Query query =
                new V1Query(
                        parameters.read("short", Texts::flag).orElse(false),
                        parameters.read("with_conn", Texts::flag).orElse(false),
                        Window.read(parameters),
                        conditions,
                        extras.narrowing(),
                        parameters
                                .read("sort", text -> Order.of(text, kind, publicOnly))
                                .orElse(null));
        faults.check();
        return query;
    }

    private static Optional<Condition> attribute(
            Kind kind, String parameter, Parameters parameters, boolean publicOnly) {
        int cut = parameter.lastIndexOf("__");
        String name = cut < 0 ? parameter : parameter.substring(0, cut);
        String operator = cut < 0 ? "" : parameter.substring(cut + 2);
        if (cut >= 0 && operator.isEmpty()) {
            return Optional.empty();
        }
        Optional<Attribute> attribute =
                kind.attribute(name)
                        .filter(Attribute::filterable)
                        .filter(found -> found.isPublic() || !publicOnly);
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        return parameters
                .read(parameter, text -> condition(attribute.get(), operator, text))
                .flatMap(found -> found);
    }

    private static Optional<Condition> condition(Attribute attribute, String operator, String text)
            throws Unreadable {
        return AttributeFilter.of(attribute, operator, text);
    }

    /** Whether {@code short} is set. */
    public boolean brief() {
        return brief;
    }

    /** Whether {@code with_conn} is set. */
    public boolean connected() {
        return connected;
    }

    public Narrowing narrowing() {
        return narrowing;
    }

    /**
     * Everything that fulfils the conditions, in order, and of that the part that was asked for.
     *
     * @param preferred the order of things if the query names none
     * @param most the largest part that is given at once
     */
    public Selection select(List<Node> all, @Nullable Comparator<Node> preferred, int most) {
        Work work = new Work();
        List<Node> found = new ArrayList<>();
        for (Node node : all) {
            if (conditions.stream().allMatch(condition -> condition.holds(node, work))) {
                found.add(node);
            }
        }
        Comparator<Node> by = order == null ? preferred : order;
        if (by != null) {
            found.sort(by);
        }
        return window.cut(found, most);
    }
}
