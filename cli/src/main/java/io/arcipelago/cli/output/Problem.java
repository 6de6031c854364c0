package io.arcipelago.cli.output;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as problem details tell it (RFC 9457), with the members that Arcipelago adds.
 *
 * @param title what kind of failure it is
 * @param detail what happened this time; may be empty
 * @param requestId finds the request in the service's log; may be empty
 */
public record Problem(
        int status, String title, String detail, String requestId, List<InputError> errors) {

    private static final int LONGEST_FOREIGN_ANSWER = 200;

    /**
     * What is wrong with one input.
     *
     * @param path the input's name, or the place in the template
     */
    public record InputError(String path, String message) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Reads an answer; one that is no problem document is shown as far as it is short text. */
    public static Problem of(int status, String body, JsonMapper json) {
        try {
            JsonNode node = json.readTree(body);
            if (node.isObject()) {
                return of(status, node);
            }
        } catch (JacksonException notJson) {
            // A proxy in between answers in its own words.
        }
        String text = body.strip();
        boolean page = text.startsWith("<") || text.length() > LONGEST_FOREIGN_ANSWER;
        return new Problem(status, "", page ? "" : text, "", List.of());
    }

    private static Problem of(int status, JsonNode node) {
        List<InputError> errors = new ArrayList<>();
        for (JsonNode error : node.path("errors")) {
            errors.add(
                    new InputError(
                            error.path("path").asString(""), error.path("message").asString("")));
        }
        return new Problem(
                status,
                node.path("title").asString(""),
                node.path("detail").asString(node.path("error_description").asString("")),
                node.path("requestId").asString(""),
                errors);
    }

    /** For the terminal: title and detail, one line for each input, the request's id. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(title.isEmpty() ? "The service answered " + status : title);
        if (!detail.isEmpty()) {
            text.append(": ").append(detail);
        }
        for (InputError error : errors) {
            text.append("\n  ").append(error.path()).append(": ").append(error.message());
        }
        if (!requestId.isEmpty()) {
            text.append("\n  (status ").append(status);
            text.append(", request ").append(requestId).append(')');
        }
        return text.toString();
    }
}
