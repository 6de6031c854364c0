package io.arcipelago.platform.web;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** The failures that belong to no service. Their codes are listed in {@code docs/errors.md}. */
public final class StandardFailures {

    private StandardFailures() {}

    /** 401: no usable token. The same words for every reason, so that tokens cannot be probed. */
    public static ApiFailure tokenRequired() {
        return new ApiFailure(
                HttpStatus.UNAUTHORIZED,
                FailureClass.AUTH,
                "token-required",
                "Send a valid access token: Authorization: Bearer <token>.",
                Map.of());
    }

    /** 403: the token is good but does not reach this far. */
    public static ApiFailure accessDenied() {
        return ApiFailure.forbidden(
                "access-denied", "This token does not allow this request; ask for the right.");
    }

    /** 500: our fault; the details are in the log under the request's id. */
    public static ApiFailure internal() {
        return new ApiFailure(
                HttpStatus.INTERNAL_SERVER_ERROR,
                FailureClass.TRANSIENT,
                "internal-error",
                "The service failed. Tell the operator the request id.",
                Map.of());
    }

    /** 503: something that this service needs does not answer. */
    public static ApiFailure unavailable(String what) {
        return new ApiFailure(
                HttpStatus.SERVICE_UNAVAILABLE,
                FailureClass.UNAVAILABLE,
                "dependency-unavailable",
                what + " does not answer; try again in a moment.",
                Map.of());
    }

    /** The failure for a bare HTTP status, such as one that the servlet container decided. */
    static ApiFailure of(HttpStatus status, String detail) {
        return new ApiFailure(status, failureClass(status), code(status), detail, Map.of());
    }

    static ApiFailure of(HttpStatus status) {
        return of(status, status.getReasonPhrase() + ".");
    }

    /** The status's name is what clients of HTTP already know. */
    private static String code(HttpStatus status) {
        return status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static FailureClass failureClass(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> FailureClass.AUTH;
            case NOT_FOUND, GONE -> FailureClass.NOT_FOUND;
            case CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED, LOCKED ->
                    FailureClass.CONFLICT;
            case SERVICE_UNAVAILABLE -> FailureClass.UNAVAILABLE;
            case REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> FailureClass.TRANSIENT;
            default -> status.is5xxServerError() ? FailureClass.TRANSIENT : FailureClass.TEMPLATE;
        };
    }
}
