package io.arcipelago.orchestrator.deployment;

import io.arcipelago.platform.security.Caller;

/** Whose deployment it is: the issuer and subject of the token that asked for it. */
public record Owner(String issuer, String subject, String name) {

    public static Owner of(Caller caller) {
        return new Owner(caller.issuer(), caller.subject(), caller.displayName());
    }

    /** Whether this is the caller; both issuer and subject must be equal. */
    public boolean is(Caller caller) {
        return issuer.equals(caller.issuer()) && subject.equals(caller.subject());
    }
}
