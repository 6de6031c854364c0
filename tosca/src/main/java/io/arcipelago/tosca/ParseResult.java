package io.arcipelago.tosca;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a template.
 *
 * @param template present when no problem is an error
 * @param problems in the order found; warnings also stand beside a usable template
 */
public record ParseResult(Optional<ServiceTemplate> template, List<Problem> problems) {

    public ParseResult {
        problems = List.copyOf(problems);
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }
}
