package io.arcipelago.identity.standing;

/**
 * Why a person may not go on.
 *
 * @param text what the person is told
 */
public record Refusal(Cause cause, String text) {

    /** What would help. */
    public enum Cause {
        /** Nothing that the person can do. */
        INACTIVE,
        /** A new sign-in. */
        SIGN_IN_AGAIN,
        /** Signing the acceptable use policy. */
        SIGN_AUP
    }
}
