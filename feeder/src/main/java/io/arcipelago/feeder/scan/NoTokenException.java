package io.arcipelago.feeder.scan;

/** An issuer gave no token; the message says why and what to do, and holds no secret. */
public final class NoTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoTokenException(String message) {
        super(message);
    }
}
