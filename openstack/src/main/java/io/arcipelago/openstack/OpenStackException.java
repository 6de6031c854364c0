package io.arcipelago.openstack;

import java.time.Duration;
import java.util.Optional;

/**
 * A call to a site that failed. The {@linkplain #kind() kind} decides what a caller does next; the
 * message names the call and carries the site's own words, never a token or secret.
 */
public final class OpenStackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a caller must tell cases apart. */
    public enum Kind {
        /** The project's quota is used up (Nova 403, Cinder 413, Neutron 409 OverQuota). */
        QUOTA,
        /** Login refused, token refused twice, or not allowed by policy. */
        AUTH,
        NOT_FOUND,
        /** The object's present state, or another object, forbids the call. */
        CONFLICT,
        /** The site will refuse the same request again. */
        BAD_REQUEST,
        /** 5xx, 429, a broken connection or a time-out: the call may or may not have happened. */
        TRANSIENT,
        /**
         * Nobody answers at the address, or the catalogue has no such endpoint: nothing was sent.
         */
        UNAVAILABLE
    }

    private final Kind kind;
    private final int status;
    private final Optional<String> requestId;
    private final Optional<Duration> retryAfter;

    OpenStackException(
            Kind kind,
            int status,
            String message,
            Optional<String> requestId,
            Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** A failure without an HTTP answer. */
    public OpenStackException(Kind kind, String message) {
        this(kind, 0, message, Optional.empty(), Optional.empty());
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** Whether the site answered that these credentials may not do this (401, 403). */
    public boolean forbidden() {
        return status == 401 || status == 403;
    }

    /** The site's own id of the request, for its operators. */
    public Optional<String> requestId() {
        return requestId;
    }

    /** How long the site asked to wait ({@code Retry-After}). */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
