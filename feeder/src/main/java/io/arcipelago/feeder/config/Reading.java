package io.arcipelago.feeder.config;

import java.util.List;

/**
 * What one file said.
 *
 * @param providers empty if any problem is an error
 */
public record Reading(List<ProviderConfig> providers, List<Problem> problems) {

    public Reading {
        providers = List.copyOf(providers);
        problems = List.copyOf(problems);
    }

    /** Whether the file can be used. */
    public boolean usable() {
        return problems.stream().noneMatch(it -> it.severity() == Problem.Severity.ERROR);
    }
}
