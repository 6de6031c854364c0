package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns whatever a controller throws into the one answer its client understands. A service's own
 * advice comes before it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class FailureAdvice {

    private static final Logger log = LoggerFactory.getLogger(FailureAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final FailureWriter failures;

    FailureAdvice(FailureWriter failures) {
        this.failures = failures;
    }

    @ExceptionHandler
    void failure(ApiFailure failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HttpHeaders headers = new HttpHeaders();
        if (failure.status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        failures.write(request, response, failure, headers);
    }

    @ExceptionHandler
    void invalid(BindException invalid, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        failures.write(request, response, InvalidRequest.failure(invalid));
    }

    @ExceptionHandler
    void invalid(
            ConstraintViolationException invalid,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        failures.write(request, response, InvalidRequest.failure(invalid));
    }

    @ExceptionHandler
    void invalid(
            HandlerMethodValidationException invalid,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (invalid.isForReturnValue()) {
            unexpected(invalid, request, response);
            return;
        }
        failures.write(request, response, InvalidRequest.failure(invalid));
    }

    @ExceptionHandler
    void mismatch(
            MethodArgumentTypeMismatchException mismatch,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        failures.write(
                request,
                response,
                ApiFailure.badRequest(
                        "invalid-request",
                        "Parameter %s has the wrong type or format."
                                .formatted(mismatch.getName())));
    }

    @ExceptionHandler
    void unreadable(
            HttpMessageNotReadableException unreadable,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        failures.write(request, response, UnreadableBody.failure(unreadable));
    }

    @ExceptionHandler
    void changedMeanwhile(
            OptimisticLockingFailureException lost,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        failures.write(
                request,
                response,
                ApiFailure.conflict(
                        "changed-meanwhile",
                        "Somebody else changed it meanwhile; read again and repeat the change."));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        QueryTimeoutException.class,
        CannotCreateTransactionException.class
    })
    void databaseDown(Exception down, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log.warn("The database does not answer: {}", down.toString());
        failure(StandardFailures.unavailable("The database"), request, response);
    }

    /** The client went away; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        log.debug("The client closed the connection: {}", gone.toString());
    }

    /** Spring Security's filters answer these. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException refusal) {
        throw refusal;
    }

    @ExceptionHandler
    void anything(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ErrorResponse known = errorResponse(thrown);
        if (known == null || known.getStatusCode().value() == 500) {
            unexpected(thrown, request, response);
            return;
        }
        HttpStatus status = HttpStatus.resolve(known.getStatusCode().value());
        String detail = known.getBody().getDetail();
        ApiFailure failure =
                status == null
                        ? StandardFailures.internal()
                        : detail == null
                                ? StandardFailures.of(status)
                                : StandardFailures.of(status, detail);
        failures.write(request, response, failure, known.getHeaders());
    }

    private static @Nullable ErrorResponse errorResponse(Exception thrown) {
        return thrown instanceof ErrorResponse known ? known : null;
    }

    private void unexpected(
            Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        failures.write(request, response, StandardFailures.internal());
    }
}
