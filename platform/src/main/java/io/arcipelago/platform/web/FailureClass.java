package io.arcipelago.platform.web;

/**
 * What kind of failure something is, and so what to do about it: try again, go to the next site, or
 * stop and tell the person.
 */
public enum FailureClass {
    /** A limit on the site or of the group is reached. Another site may do. */
    QUOTA,
    /** The caller, or the grant we act under, is not accepted. */
    AUTH,
    /** Something named does not exist (or the caller must not know that it does). */
    NOT_FOUND,
    /** The thing is in a state that forbids the request, or somebody else changed it. */
    CONFLICT,
    /** May pass by itself: time-outs, resets, 5xx, 429. */
    TRANSIENT,
    /** The server runs but its configuration failed. */
    CONFIGURATION_FAILED,
    /** The template or its inputs are wrong; no retry helps. */
    TEMPLATE,
    /** A dependency or a site is down or refuses work. */
    UNAVAILABLE
}
