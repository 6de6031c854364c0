package io.arcipelago.identity;

import java.net.URI;

/**
 * The organisation's issuer identifier, exactly as configured, and the addresses below it. It never
 * depends on a request: a forged {@code Host} header changes no token, document or redirect.
 *
 * @param value an absolute http or https URL without query, fragment and trailing slash (OpenID
 *     Connect Discovery 1.0, section 3)
 */
public record Issuer(String value) {

    /** Where the identity service lives inside the process, whatever the public address is. */
    public static final String PREFIX = "/identity";

    public Issuer {
        URI uri = URI.create(value);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.issuer is '"
                            + value
                            + "'; it must be an absolute http(s) URL without query and fragment");
        }
        if (value.endsWith("/")) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.issuer is '"
                            + value
                            + "'; remove the trailing slash: tokens and discovery must agree to the"
                            + " letter");
        }
    }

    /** The absolute public URL of an endpoint, such as {@code /token}. */
    public String url(String endpoint) {
        return value + endpoint;
    }

    /**
     * The public path of a page, such as {@code /login}, for a redirect inside the issuer's own
     * origin.
     */
    public String path(String endpoint) {
        return URI.create(value).getRawPath() + endpoint;
    }

    /** The public path of a request that reached this process. */
    public String publicPath(String requestPath) {
        return path(
                requestPath.startsWith(PREFIX)
                        ? requestPath.substring(PREFIX.length())
                        : requestPath);
    }

    /** Whether browsers reach the issuer over TLS, so that cookies must be marked secure. */
    public boolean secure() {
        return value.startsWith("https:");
    }
}
