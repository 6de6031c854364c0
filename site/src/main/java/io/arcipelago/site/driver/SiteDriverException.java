package io.arcipelago.site.driver;

/** A change to a site that could not be made; the message is shown to the tenant. */
public final class SiteDriverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SiteDriverException(String message) {
        super(message);
    }

    public SiteDriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
