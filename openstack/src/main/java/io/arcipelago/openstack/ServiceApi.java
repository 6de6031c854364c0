package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The verbs of one service: what is repeatable, how lists are paged, when absence is an answer. */
final class ServiceApi {

    private final Session session;
    private final ServiceType service;

    ServiceApi(Session session, ServiceType service) {
        this.session = session;
        this.service = service;
    }

    String projectId() {
        return session.projectId();
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode get(String path, Map<String, String> headers) {
        return session.call(service, "GET", path, headers, Optional.empty(), true).body();
    }

    /** Empty if the object is not there (404), as when its deletion is awaited. */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (OpenStackException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A creation or action: never repeated when its outcome is unclear. */
    JsonNode post(String path, JsonNode body) {
        return session.call(service, "POST", path, Map.of(), Optional.of(body), false).body();
    }

    /** A POST whose second execution changes nothing. */
    JsonNode postRepeatable(String path, JsonNode body) {
        return session.call(service, "POST", path, Map.of(), Optional.of(body), true).body();
    }

    JsonNode put(String path, JsonNode body) {
        return session.call(service, "PUT", path, Map.of(), Optional.of(body), true).body();
    }

    /** A PUT that is an action, such as adding a router interface: a repetition would fail. */
    JsonNode putOnce(String path, JsonNode body) {
        return session.call(service, "PUT", path, Map.of(), Optional.of(body), false).body();
    }

    /** False if there was nothing to delete. */
    boolean delete(String path) {
        try {
            session.call(service, "DELETE", path, Map.of(), Optional.empty(), true);
            return true;
        } catch (OpenStackException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** All pages of a list. */
    <T> List<T> list(
            String path, String member, Map<String, String> filters, Function<JsonNode, T> reader) {
        return list(path, member, filters, Map.of(), reader);
    }

    <T> List<T> list(
            String path,
            String member,
            Map<String, String> filters,
            Map<String, String> headers,
            Function<JsonNode, T> reader) {
        return list(path, member, filters, headers, reader, null);
    }

    /**
     * @param unreadable told of each element that the reader refuses; without it such an element
     *     fails the whole list
     */
    <T> List<T> list(
            String path,
            String member,
            Map<String, String> filters,
            Map<String, String> headers,
            Function<JsonNode, T> reader,
            @Nullable Consumer<String> unreadable) {
        List<T> all = new ArrayList<>();
        Optional<String> marker = Optional.empty();
        do {
            Map<String, String> query = new LinkedHashMap<>(filters);
            query.put("limit", Integer.toString(session.pageSize()));
            marker.ifPresent(id -> query.put("marker", id));
            JsonNode page = get(path + "?" + encode(query), headers);
            if (!page.path(member).isArray()) {
                // Nothing listed would read as nothing there.
                throw new OpenStackException(
                        Kind.TRANSIENT,
                        "GET " + path + ": the answer has no list '" + member + "'");
            }
            for (JsonNode element : page.path(member)) {
                try {
                    all.add(reader.apply(element));
                } catch (OpenStackException e) {
                    if (unreadable == null) {
                        throw e;
                    }
                    unreadable.accept(brief(element) + ": " + e.getMessage());
                }
            }
            Optional<String> next = nextMarker(page, member);
            if (next.isPresent() && next.equals(marker)) {
                throw new OpenStackException(
                        Kind.TRANSIENT, "GET " + path + ": the site repeats page " + next.get());
            }
            marker = next;
        } while (marker.isPresent());
        return List.copyOf(all);
    }

    /** Enough of an element to find it at the site. */
    private static String brief(JsonNode element) {
        String name = Json.text(element, "name");
        return "'" + (name.isEmpty() ? Json.text(element, "id") : name) + "'";
    }

    /**
     * Only the marker is taken from the next link: behind proxies its host is often wrong, and a
     * token must not follow it elsewhere.
     */
    private static Optional<String> nextMarker(JsonNode page, String member) {
        Optional<String> next = Json.optionalText(page, "next");
        for (JsonNode link : page.path(member + "_links")) {
            if (Json.text(link, "rel").equals("next")) {
                next = Json.optionalText(link, "href");
            }
        }
        return next.flatMap(href -> Optional.ofNullable(URI.create(href).getRawQuery()))
                .flatMap(ServiceApi::marker);
    }

    private static Optional<String> marker(String rawQuery) {
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.startsWith("marker=")) {
                return Optional.of(
                        URLDecoder.decode(
                                pair.substring("marker=".length()), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    static String encode(Map<String, String> query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) ->
                pairs.add(
                        URLEncoder.encode(name, StandardCharsets.UTF_8)
                                + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    static String segment(String id) {
        return Login.segment(id);
    }
}
