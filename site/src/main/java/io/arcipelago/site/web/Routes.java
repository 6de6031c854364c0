package io.arcipelago.site.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of one service. */
public final class Routes {

    /** Answers a request of an authenticated caller; errors are raised as {@link ApiError}. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request, Caller caller);
    }

    private record Route(String method, List<String> segments, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** Segments in braces match anything and become {@link Request#variable}. */
    public Routes add(String method, String path, Handler handler) {
        routes.add(new Route(method, List.of(path.split("/", -1)), handler));
        return this;
    }

    /** Empty if no route has this path; a path that exists with other methods answers 405. */
    public Optional<Response> dispatch(Request request, Caller caller) {
        List<String> segments = List.of(request.path().split("/", -1));
        boolean pathKnown = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = match(route.segments(), segments);
            if (variables.isPresent()) {
                if (route.method().equals(request.method())) {
                    return Optional.of(
                            route.handler().handle(request.with(variables.get()), caller));
                }
                pathKnown = true;
            }
        }
        if (pathKnown) {
            throw ApiError.wrapped(
                    405, "badMethod", "The method is not allowed for the requested URL.");
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> match(List<String> route, List<String> path) {
        if (route.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < route.size(); i++) {
            String expected = route.get(i);
            String actual = Request.decode(path.get(i).replace("+", "%2B"));
            if (expected.startsWith("{") && !actual.isEmpty()) {
                variables.put(expected.substring(1, expected.length() - 1), actual);
            } else if (!expected.equals(actual)) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
