package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which servers to list.
 *
 * @param namePattern a regular expression matched anywhere in the name, as Nova does
 */
public record ServerFilter(Optional<String> namePattern, Optional<ServerStatus> status) {

    public static ServerFilter all() {
        return new ServerFilter(Optional.empty(), Optional.empty());
    }

    public static ServerFilter nameStartsWith(String prefix) {
        // Only what Nova's database would misread is escaped: it knows no \Q...\E.
        return new ServerFilter(
                Optional.of(
                        "^"
                                + Pattern.compile("[^A-Za-z0-9_-]")
                                        .matcher(prefix)
                                        .replaceAll("\\\\$0")),
                Optional.empty());
    }

    public ServerFilter withStatus(ServerStatus wanted) {
        return new ServerFilter(namePattern, Optional.of(wanted));
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        namePattern.ifPresent(pattern -> query.put("name", pattern));
        status.ifPresent(wanted -> query.put("status", wanted.name()));
        return query;
    }
}
