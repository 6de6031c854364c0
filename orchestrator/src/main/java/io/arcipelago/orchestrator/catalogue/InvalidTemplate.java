package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import io.arcipelago.tosca.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Turns what is wrong with a template or its inputs into the failure that the caller sees. */
final class InvalidTemplate {

    private InvalidTemplate() {}

    static ApiFailure template(List<Problem> errors) {
        return failure("template-invalid", "The template is not valid", errors);
    }

    static ApiFailure inputs(List<Problem> errors) {
        return failure("inputs-invalid", "The inputs are not valid", errors);
    }

    private static ApiFailure failure(String code, String title, List<Problem> errors) {
        String text =
                errors.stream()
                        .limit(5)
                        .map(InvalidTemplate::sentence)
                        .collect(Collectors.joining("; "));
        return new ApiFailure(
                HttpStatus.BAD_REQUEST,
                FailureClass.TEMPLATE,
                code,
                title + ": " + text,
                Map.of("errors", errors.stream().map(InvalidTemplate::entry).toList()));
    }

    private static String sentence(Problem problem) {
        return problem.line() > 0
                ? "line %d, column %d: %s (%s)"
                        .formatted(
                                problem.line(), problem.column(), problem.message(), problem.path())
                : problem.message();
    }

    private static Map<String, Object> entry(Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", inputName(problem.path()));
        entry.put("message", problem.message());
        entry.put("code", problem.code());
        if (problem.line() > 0) {
            entry.put("line", problem.line());
            entry.put("column", problem.column());
        }
        if (!problem.source().isEmpty()) {
            entry.put("source", problem.source());
        }
        return entry;
    }

    /** A form finds its field by the input's bare name. */
    private static String inputName(String path) {
        return path.startsWith("inputs/") ? path.substring("inputs/".length()) : path;
    }
}
