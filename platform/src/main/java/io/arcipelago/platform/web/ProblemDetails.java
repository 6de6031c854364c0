package io.arcipelago.platform.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;

/** Problem details (RFC 9457): the form in which native APIs tell failures. */
final class ProblemDetails implements ErrorShape {

    private static final String TYPE_PREFIX = "https://arcipelago.io/problems/";

    @Override
    public String pathPrefix() {
        return "";
    }

    @Override
    public Answer render(ApiFailure failure, String requestId) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_PREFIX + failure.code());
        problem.put("title", title(failure.code()));
        problem.put("status", failure.status().value());
        problem.put("detail", String.valueOf(failure.getMessage()));
        problem.put("class", kebab(failure.failureClass()));
        problem.put("requestId", requestId);
        failure.details().forEach(problem::putIfAbsent);
        return new Answer(failure.status(), MediaType.APPLICATION_PROBLEM_JSON, problem);
    }

    /** Section 3.1.3: the title belongs to the type and never changes between occurrences. */
    private static String title(String code) {
        String words = code.replace('-', ' ');
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String kebab(FailureClass failureClass) {
        return failureClass.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
