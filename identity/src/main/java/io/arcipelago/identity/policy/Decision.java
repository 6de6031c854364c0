package io.arcipelago.identity.policy;

import java.util.Optional;

/**
 * What was decided about a scope, and by what.
 *
 * @param policy the id of the policy that decided
 * @param reason for people
 */
public record Decision(
        String scope, boolean permitted, Level level, Optional<Long> policy, String reason) {

    /** Where a decision comes from. */
    public enum Level {
        /** A rule that no policy changes. */
        FIXED,
        /** A policy of the account. */
        USER,
        /** A policy or the capability set of a group. */
        GROUP,
        /** A policy for everybody. */
        DEFAULT,
        /** No policy matched. */
        UNDECIDED,
        /** The external policy service. */
        EXTERNAL
    }

    /** A refusal in one sentence, in the characters that an error may have (RFC 6749, 5.2). */
    public String text() {
        return ("The scope " + scope + " is not given: " + reason)
                .replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }

    static Decision refused(String scope, Level level, String reason) {
        return new Decision(scope, false, level, Optional.empty(), reason);
    }

    static Decision permitted(String scope, Level level, String reason) {
        return new Decision(scope, true, level, Optional.empty(), reason);
    }
}
