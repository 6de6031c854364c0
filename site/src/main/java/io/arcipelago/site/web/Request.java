package io.arcipelago.site.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to one service of a site.
 *
 * @param path below the service's endpoint, decoded only within segments
 * @param variables values of the route's placeholders
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Function<String, Optional<String>> header,
        byte[] body,
        Map<String, String> variables) {

    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no placeholder " + name);
        }
        return value;
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** The same request seen from below a prefix of its path. */
    public Request below(String prefix) {
        return new Request(method, path.substring(prefix.length()), query, header, body, variables);
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, query, header, body, found);
    }

    /** Parses a raw query string. */
    public static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
