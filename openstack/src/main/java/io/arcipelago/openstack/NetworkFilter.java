package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.Map;

/** Exact-match filters of Neutron lists; several are combined with and. */
public record NetworkFilter(Map<String, String> query) {

    public NetworkFilter {
        query = Map.copyOf(query);
    }

    public static NetworkFilter all() {
        return new NetworkFilter(Map.of());
    }

    public static NetworkFilter name(String name) {
        return new NetworkFilter(Map.of("name", name));
    }

    /** Objects that carry this tag. */
    public static NetworkFilter tag(String tag) {
        return new NetworkFilter(Map.of("tags", tag));
    }

    /** Any attribute of the object, such as {@code description} or {@code device_id}. */
    public NetworkFilter and(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(attribute, value);
        return new NetworkFilter(more);
    }
}
