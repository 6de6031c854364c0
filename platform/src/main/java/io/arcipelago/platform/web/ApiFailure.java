package io.arcipelago.platform.web;

import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * A failure that the caller of an API is told about. The message names the thing, the value and the
 * remedy. Native APIs answer it as problem details (RFC 9457), compatible APIs in their own shape.
 */
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final FailureClass failureClass;
    private final String code;
    private final transient Map<String, Object> details;

    /**
     * @param code stable, kebab-case; becomes the last part of the problem's {@code type}
     * @param details further members of the problem, such as {@code errors}; no secrets
     */
    public ApiFailure(
            HttpStatus status,
            FailureClass failureClass,
            String code,
            String message,
            Map<String, Object> details) {
        super(message);
        this.status = status;
        this.failureClass = failureClass;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public static ApiFailure badRequest(String code, String message) {
        return new ApiFailure(
                HttpStatus.BAD_REQUEST, FailureClass.TEMPLATE, code, message, Map.of());
    }

    public static ApiFailure notFound(String code, String message) {
        return new ApiFailure(
                HttpStatus.NOT_FOUND, FailureClass.NOT_FOUND, code, message, Map.of());
    }

    public static ApiFailure forbidden(String code, String message) {
        return new ApiFailure(HttpStatus.FORBIDDEN, FailureClass.AUTH, code, message, Map.of());
    }

    public static ApiFailure conflict(String code, String message) {
        return new ApiFailure(HttpStatus.CONFLICT, FailureClass.CONFLICT, code, message, Map.of());
    }

    public HttpStatus status() {
        return status;
    }

    public FailureClass failureClass() {
        return failureClass;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }
}
