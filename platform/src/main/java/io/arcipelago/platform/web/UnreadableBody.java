package io.arcipelago.platform.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Tells what is wrong with a JSON body: where, and what was expected. Never repeats the body's
 * values (they may be secrets) nor names of classes.
 */
final class UnreadableBody {

    private UnreadableBody() {}

    static ApiFailure failure(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiFailure failure) {
                return failure;
            }
        }
        return unreadable.getCause() instanceof JacksonException json
                ? jsonFailure(json)
                : ApiFailure.badRequest(
                        "invalid-json", "The body is missing or unreadable; send JSON.");
    }

    private static ApiFailure jsonFailure(JacksonException json) {
        String path = path(json);
        String message =
                switch (json) {
                    case StreamReadException syntax ->
                            syntax.getPath().isEmpty()
                                    ? "Not well-formed JSON"
                                    : "Not a JSON value";
                    case UnrecognizedPropertyException unknown -> "Unknown member";
                    case MismatchedInputException mismatch -> expected(mismatch);
                    default -> "Unusable value";
                };
        TokenStreamLocation location = json.getLocation();
        boolean located = location != null && location.getLineNr() > 0;
        String where =
                (path.isEmpty() ? "" : " at " + path)
                        + (located
                                ? " (line %d, column %d)"
                                        .formatted(location.getLineNr(), location.getColumnNr())
                                : "");
        Map<String, Object> error =
                located
                        ? Map.of(
                                "path",
                                path,
                                "message",
                                message,
                                "line",
                                location.getLineNr(),
                                "column",
                                location.getColumnNr())
                        : Map.of("path", path, "message", message);
        return new ApiFailure(
                HttpStatus.BAD_REQUEST,
                FailureClass.TEMPLATE,
                "invalid-json",
                message + where + ".",
                Map.of("errors", List.of(error)));
    }

    private static String expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "Value missing or of the wrong type";
        }
        if (type.isEnum()) {
            return "Value must be one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class || type == Boolean.class) {
            return "Value must be true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "Value must be a number in range";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "Value must be a string";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "Value must be an array";
        }
        return "Value missing or of the wrong type or format";
    }

    private static String path(JacksonException json) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
