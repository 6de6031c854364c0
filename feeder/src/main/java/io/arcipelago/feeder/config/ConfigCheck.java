package io.arcipelago.feeder.config;

import io.arcipelago.feeder.config.Problem.Severity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a folder as the feeder would, and tells what it thinks of it; nothing is scanned or sent.
 *
 * @param lines for a terminal: a line for each problem, then a summary
 * @param usable whether every file can be used
 */
public record ConfigCheck(List<String> lines, boolean usable) {

    public ConfigCheck {
        lines = List.copyOf(lines);
    }

    /** Checks all files of a folder. */
    public static ConfigCheck of(Path folder) {
        Configuration configuration = new ConfigDirectory(folder, InstantSource.system()).refresh();
        List<Problem> problems = configuration.allProblems();
        long errors = problems.stream().filter(it -> it.severity() == Severity.ERROR).count();
        List<String> lines = new ArrayList<>();
        problems.forEach(it -> lines.add(it.text()));
        if (configuration.files().isEmpty() && errors == 0) {
            lines.add(
                    "%s: warning: no file ends in '%s'. Nothing will be fed"
                            .formatted(folder, ConfigDirectory.SUFFIX));
        }
        lines.add(
                "%d files, %d providers, %d projects, %d errors, %d warnings"
                        .formatted(
                                configuration.files().size(),
                                configuration.providers().size(),
                                configuration.providers().values().stream()
                                        .mapToInt(it -> it.projects().size())
                                        .sum(),
                                errors,
                                problems.size() - errors));
        return new ConfigCheck(lines, errors == 0);
    }

    /** The exit code of a command: 0 if every file can be used, else 1. */
    public int exitCode() {
        return usable ? 0 : 1;
    }
}
