package io.arcipelago.feeder.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All files of a folder as they stand.
 *
 * @param files by name
 * @param providers by name
 * @param problems of the folder, or between files
 */
public record Configuration(
        List<ConfigFile> files, Map<String, ProviderConfig> providers, List<Problem> problems) {

    public Configuration {
        files = List.copyOf(files);
        providers = Map.copyOf(providers);
        problems = List.copyOf(problems);
    }

    public Optional<ProviderConfig> provider(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /** Of all files and of the folder. */
    public List<Problem> allProblems() {
        return Stream.concat(
                        files.stream().flatMap(it -> it.problems().stream()), problems.stream())
                .toList();
    }
}
