package io.arcipelago.identity.pushed;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser's visit that stands for what the client pushed, and for nothing that came with it. */
public final class PushedRequest extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    PushedRequest(HttpServletRequest visit, Map<String, List<String>> pushed) {
        super(visit);
        pushed.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
    }

    /** The visit as the browser made it, to come back to: the pushed part never leaves here. */
    public static HttpServletRequest visit(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
            if (wrapper instanceof PushedRequest && inner instanceof HttpServletRequest visit) {
                return visit;
            }
        }
        return request;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String getQueryString() {
        return parameters.entrySet().stream()
                .flatMap(entry ->
                        List.of(entry.getValue()).stream()
                                .map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
