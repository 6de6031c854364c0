package io.arcipelago.platform.security;

/**
 * Decides whether a caller may do something to a thing. Each service writes its rules as one
 * implementation, so that they can be read in one place and asked by every route.
 *
 * @param <A> the actions, usually an enum
 * @param <R> the resource that is asked for
 */
public interface Policy<A, R> {

    /** The answer, with the reason that the caller may be told. */
    Decision decide(Caller caller, A action, R resource);

    /**
     * Throws the failure for a refusal. A thing that the caller may not see is answered as not
     * found, so that ids cannot be probed.
     */
    default void check(Caller caller, A action, R resource) {
        Decision decision = decide(caller, action, resource);
        if (decision instanceof Decision.Refused refused) {
            throw refused.failure();
        }
    }
}
