package io.arcipelago.platform.web;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;

/** Lists what validation found: {@code errors: [{path, message}]}. */
final class InvalidRequest {

    private InvalidRequest() {}

    static ApiFailure failure(BindingResult result) {
        return failure(result.getAllErrors().stream().map(InvalidRequest::error).toList());
    }

    static ApiFailure failure(BindException invalid) {
        return failure(invalid.getBindingResult());
    }

    static ApiFailure failure(ConstraintViolationException invalid) {
        return failure(
                invalid.getConstraintViolations().stream()
                        .map(violation ->
                                error(
                                        String.valueOf(violation.getPropertyPath()),
                                        violation.getMessage()))
                        .toList());
    }

    static ApiFailure failure(MethodValidationResult result) {
        return failure(
                result.getParameterValidationResults().stream()
                        .flatMap(InvalidRequest::errors)
                        .toList());
    }

    private static Stream<Map<String, String>> errors(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return body.getAllErrors().stream().map(InvalidRequest::error);
        }
        String name = result.getMethodParameter().getParameterName();
        return result.getResolvableErrors().stream()
                .map(MessageSourceResolvable::getDefaultMessage)
                .map(message -> error(name == null ? "" : name, message));
    }

    /** A value of the wrong type is told without the converter's message, which names classes. */
    private static Map<String, String> error(ObjectError error) {
        if (error instanceof FieldError field) {
            return error(
                    field.getField(),
                    field.isBindingFailure()
                            ? "has the wrong type or format"
                            : field.getDefaultMessage());
        }
        return error("", error.getDefaultMessage());
    }

    private static Map<String, String> error(String path, @Nullable String message) {
        return Map.of("path", path, "message", message == null ? "is not valid" : message);
    }

    private static ApiFailure failure(List<Map<String, String>> errors) {
        String first =
                errors.isEmpty()
                        ? "The request is not valid."
                        : (errors.getFirst().get("path") + " " + errors.getFirst().get("message"))
                                        .strip()
                                + ".";
        String more = errors.size() > 1 ? " %d more in errors.".formatted(errors.size() - 1) : "";
        return new ApiFailure(
                HttpStatus.BAD_REQUEST,
                FailureClass.TEMPLATE,
                "invalid-request",
                first + more,
                Map.of("errors", errors));
    }
}
