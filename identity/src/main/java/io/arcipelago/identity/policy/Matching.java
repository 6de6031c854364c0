package io.arcipelago.identity.policy;

/** How a policy's scopes are compared with the scope of a token. */
public enum Matching {
    /** To the letter; paths may be escaped differently. */
    EQ,
    /** By a regular expression on the whole scope, in linear time. */
    REGEXP,
    /** Equal, or the same capability on a path, by its segments. */
    PATH
}
