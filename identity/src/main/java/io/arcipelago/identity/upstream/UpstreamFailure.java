package io.arcipelago.identity.upstream;

/** A sign-in with a provider that did not work; its text is for the person, in our own words. */
final class UpstreamFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason a short word for the audit log, such as {@code nonce}
     */
    UpstreamFailure(String reason, String text) {
        super(text);
        this.reason = reason;
    }

    UpstreamFailure(String reason, String text, Throwable cause) {
        super(text, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
