package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.CliFailure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Short forms of deployment ids. The last characters are shown, because ids of one hour begin
 * alike; a beginning is accepted as well.
 */
final class ShortIds {

    private static final int SHOWN = 8;
    private static final int SHORTEST = 3;
    private static final int MOST_NAMED = 5;
    private static final Pattern FULL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern PART = Pattern.compile("[0-9a-f-]{" + SHORTEST + ",36}");

    private ShortIds() {}

    static String of(String id) {
        return id.length() <= SHOWN ? id : id.substring(id.length() - SHOWN);
    }

    static boolean isFull(String given) {
        return FULL.matcher(normal(given)).matches();
    }

    static String normal(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The one deployment that is meant. Deleted ones count only where no other matches.
     *
     * @throws CliFailure if there is none, or more than one
     */
    static String resolve(String given, List<Deployment> deployments) {
        String part = normal(given);
        if (!PART.matcher(part).matches()) {
            throw CliFailure.usage(
                    "'%s' is no deployment id; give an id of arcipelago list, or at least %d of its"
                                    .formatted(given, SHORTEST)
                            + " first or last characters");
        }
        List<Deployment> matching =
                deployments.stream()
                        .filter(it -> it.id().endsWith(part) || it.id().startsWith(part))
                        .toList();
        List<Deployment> alive =
                matching.stream().filter(it -> !it.status().equals("DELETE_COMPLETE")).toList();
        List<Deployment> meant = alive.isEmpty() ? matching : alive;
        if (meant.isEmpty()) {
            throw new CliFailure(
                    "None of your deployments has an id that begins or ends with '%s'; see"
                                    .formatted(given)
                            + " arcipelago list, and give the whole id of somebody else's");
        }
        if (meant.size() > 1) {
            throw CliFailure.usage(
                    "'%s' can mean %d deployments; give more characters: %s"
                            .formatted(
                                    given,
                                    meant.size(),
                                    meant.stream()
                                            .limit(MOST_NAMED)
                                            .map(it -> it.id() + " (" + it.title() + ")")
                                            .collect(Collectors.joining(", "))));
        }
        return meant.getFirst().id();
    }
}
