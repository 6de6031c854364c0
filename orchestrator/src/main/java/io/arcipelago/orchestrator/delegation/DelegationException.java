package io.arcipelago.orchestrator.delegation;

import io.arcipelago.platform.web.FailureClass;

/**
 * We could not get a token to act as the person: {@link FailureClass#AUTH} if the grant is refused
 * or revoked, {@link FailureClass#TRANSIENT} if the identity service did not answer.
 */
public final class DelegationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureClass failureClass;

    public DelegationException(FailureClass failureClass, String message) {
        super(message);
        this.failureClass = failureClass;
    }

    public FailureClass failureClass() {
        return failureClass;
    }
}
