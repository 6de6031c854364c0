package io.arcipelago.identity.client.registration;

import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses a client may be called back at: https, http on the loopback interface (RFC 8252,
 * section 7.3), and a scheme of the application's own that is a reversed domain name (section 7.1).
 * A scheme without a dot may belong to the browser, such as {@code javascript}.
 */
final class RedirectUris {

    private static final int MAX_LENGTH = 2048;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private RedirectUris() {}

    /** Raises a bad request unless the address is good. */
    static void check(String value) {
        if (value.length() > MAX_LENGTH) {
            throw invalid(value.substring(0, 100) + "...", "it is too long");
        }
        URI uri = parse(value);
        String scheme = uri.getScheme();
        if (scheme == null) {
            throw invalid(value, "it must be absolute");
        }
        if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw invalid(value, "it must have neither a fragment nor user information");
        }
        switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> requireHost(value, uri);
            case "http" -> {
                requireHost(value, uri);
                if (!LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
                    throw invalid(value, "use https; http is for the loopback interface only");
                }
            }
            default -> {
                if (!scheme.contains(".")) {
                    throw invalid(
                            value,
                            "use https, http on localhost, or a scheme that is a reversed domain"
                                    + " name such as org.example.app");
                }
            }
        }
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw invalid(value, "it is no URI");
        }
    }

    private static void requireHost(String value, URI uri) {
        if (uri.getHost() == null) {
            throw invalid(value, "it names no host");
        }
    }

    private static ApiFailure invalid(String value, String why) {
        return ApiFailure.badRequest(
                "invalid-redirect-uri", "invalid redirect_uri: " + value + ": " + why);
    }
}
