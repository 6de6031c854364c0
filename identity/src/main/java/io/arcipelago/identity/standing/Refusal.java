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
        /** A second factor, shown or set up. */
        SECOND_FACTOR,
        /** Signing the acceptable use policy. */
        SIGN_AUP
    }
}
