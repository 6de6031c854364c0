package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.orchestrator.delegation.DelegationException;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import org.springframework.dao.TransientDataAccessException;

/** Gives every exception that ends a step its class, which decides what happens next. */
final class Failures {

    private Failures() {}

    static StepOutcome.Failed classify(RuntimeException failure) {
        return switch (failure) {
            case OpenStackException site ->
                    new StepOutcome.Failed(classOf(site.kind()), message(site));
            case ApiFailure known -> new StepOutcome.Failed(known.failureClass(), message(known));
            case DelegationException grant ->
                    new StepOutcome.Failed(grant.failureClass(), message(grant));
            case TransientDataAccessException database ->
                    new StepOutcome.Failed(
                            FailureClass.TRANSIENT, "The database did not answer in time");
            default ->
                    new StepOutcome.Failed(
                            FailureClass.TRANSIENT,
                            "Internal error (%s); an operator finds it in the log"
                                    .formatted(failure.getClass().getSimpleName()));
        };
    }

    /** Whether the failure tells about a site or a request, rather than about our own code. */
    static boolean expected(RuntimeException failure) {
        return failure instanceof OpenStackException
                || failure instanceof ApiFailure
                || failure instanceof DelegationException;
    }

    private static FailureClass classOf(OpenStackException.Kind kind) {
        return switch (kind) {
            case QUOTA -> FailureClass.QUOTA;
            case AUTH -> FailureClass.AUTH;
            case NOT_FOUND -> FailureClass.NOT_FOUND;
            case CONFLICT -> FailureClass.CONFLICT;
            // The same request would be refused again here, but not necessarily on another site.
            case BAD_REQUEST -> FailureClass.NOT_FOUND;
            case TRANSIENT -> FailureClass.TRANSIENT;
            case UNAVAILABLE -> FailureClass.UNAVAILABLE;
        };
    }

    private static String message(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
