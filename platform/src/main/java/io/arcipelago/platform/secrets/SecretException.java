package io.arcipelago.platform.secrets;

/**
 * A secret cannot be read, or the keys cannot be used. The message names the secret or the key's id
 * and the remedy, never a value.
 */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
