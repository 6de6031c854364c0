package io.arcipelago.tosca;

import java.util.List;
import java.util.Optional;

/**
 * What came of giving a template its inputs.
 *
 * @param template present when no problem is an error
 */
public record BindResult(Optional<BoundTemplate> template, List<Problem> problems) {

    public BindResult {
        problems = List.copyOf(problems);
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }
}
