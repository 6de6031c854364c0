package io.arcipelago.identity.policy;

/** What a policy does with what it matches. */
public enum Rule {
    PERMIT,
    DENY
}
