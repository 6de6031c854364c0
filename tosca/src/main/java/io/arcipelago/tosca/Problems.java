package io.arcipelago.tosca;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects problems in the order found, each once. Not thread-safe. After {@value #LIMIT} distinct
 * problems further ones are only counted as errors, so that a hostile file cannot fill memory.
 */
public final class Problems {

    static final int LIMIT = 1000;

    private final Set<Problem> found = new LinkedHashSet<>();
    private boolean errors;

    public void error(String code, Position at, String path, String message) {
        errors = true;
        add(Severity.ERROR, code, at, path, message);
    }

    public void warning(String code, Position at, String path, String message) {
        add(Severity.WARNING, code, at, path, message);
    }

    private void add(Severity severity, String code, Position at, String path, String message) {
        if (found.size() < LIMIT) {
            found.add(
                    new Problem(
                            severity, code, message, at.source(), at.line(), at.column(), path));
        }
    }

    public boolean hasErrors() {
        return errors;
    }

    public List<Problem> list() {
        return List.copyOf(new ArrayList<>(found));
    }
}
