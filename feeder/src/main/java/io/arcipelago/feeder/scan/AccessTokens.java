package io.arcipelago.feeder.scan;

/** Where scans get their access tokens. */
public interface AccessTokens {

    /**
     * A token of an issuer that is good for a while.
     *
     * @throws NoTokenException with the reason and the remedy
     */
    String token(String issuer);

    /** Says that a site refused this token, so that the next one is a new one. */
    void refused(String issuer, String token);
}
