package io.arcipelago.benchmarks.provider;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the benchmark is told.
 *
 * @param runnable the directory of the packaged application
 * @param work a directory for everything that is written
 * @param keycloak the directory of Keycloak; empty: our service alone
 * @param live how many refresh tokens are alive in the second database of the last part; 0: that
 *     part is left out
 * @param issued how many access tokens are issued before the rate is measured again
 * @param writes whether rows are counted
 */
record Options(
        Path runnable,
        Path work,
        Optional<Path> keycloak,
        List<Work> works,
        int rounds,
        double seconds,
        int parallel,
        int live,
        long issued,
        boolean writes) {

    /** Ports from here on are used. */
    static final int BASE_PORT = 28810;

    static Options of(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (!parts[0].startsWith("--") || parts.length != 2) {
                throw new IllegalArgumentException(
                        "'" + argument + "' is not of the form --name=value");
            }
            given.put(parts[0].substring(2), parts[1]);
        }
        String works = given.getOrDefault("only", "");
        return new Options(
                path(given, "runnable"),
                path(given, "work"),
                Optional.ofNullable(given.get("keycloak")).filter(p -> !p.isBlank()).map(Path::of),
                Arrays.stream(Work.values())
                        .filter(work ->
                                works.isBlank()
                                        || List.of(works.split(",")).contains(work.option()))
                        .toList(),
                Integer.parseInt(given.getOrDefault("rounds", "5")),
                Double.parseDouble(given.getOrDefault("seconds", "10")),
                Integer.parseInt(given.getOrDefault("parallel", "6")),
                Integer.parseInt(given.getOrDefault("live", "1000000")),
                Long.parseLong(given.getOrDefault("issued", "250000")),
                Boolean.parseBoolean(given.getOrDefault("writes", "true")));
    }

    private static Path path(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + "=DIRECTORY is missing");
        }
        return Path.of(value).toAbsolutePath();
    }
}
