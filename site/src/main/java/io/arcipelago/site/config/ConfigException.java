package io.arcipelago.site.config;

/** A configuration that cannot be used; the message names file, line, column and remedy. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
