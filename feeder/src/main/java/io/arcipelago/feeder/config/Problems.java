package io.arcipelago.feeder.config;

import io.arcipelago.feeder.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers what is wrong with one file, so that all of it is told at once. */
final class Problems {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void error(Node where, String message, String remedy) {
        add(Severity.ERROR, where, message, remedy);
    }

    void warning(Node where, String message, String remedy) {
        add(Severity.WARNING, where, message, remedy);
    }

    void ofFile(Severity severity, String message, String remedy) {
        found.add(Problem.ofFile(severity, file, message, remedy));
    }

    /** A text that is no YAML. */
    void syntax(Optional<Mark> mark, String message) {
        found.add(
                new Problem(
                        Severity.ERROR,
                        file,
                        mark.map(it -> it.getLine() + 1).orElse(0),
                        mark.map(it -> it.getColumn() + 1).orElse(0),
                        "this is no YAML: " + message,
                        "Check indentation and quotes here and on the line above"));
    }

    private void add(Severity severity, Node where, String message, String remedy) {
        found.add(
                new Problem(
                        severity,
                        file,
                        where.getStartMark().map(it -> it.getLine() + 1).orElse(0),
                        where.getStartMark().map(it -> it.getColumn() + 1).orElse(0),
                        message,
                        remedy));
    }

    /** In the order of the file. */
    List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }

    boolean anyError() {
        return found.stream().anyMatch(it -> it.severity() == Severity.ERROR);
    }
}
