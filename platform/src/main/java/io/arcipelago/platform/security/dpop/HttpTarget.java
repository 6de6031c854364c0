package io.arcipelago.platform.security.dpop;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares addresses of requests without query and fragment (RFC 9449, section 4.3, check 9). */
final class HttpTarget {

    private HttpTarget() {}

    static boolean same(@Nullable String given, String expected) {
        return given != null
                && normal(given)
                        .filter(target -> normal(expected).filter(target::equals).isPresent())
                        .isPresent();
    }

    /** Case of scheme and host, default port and empty path (RFC 3986, section 6.2). */
    private static Optional<String> normal(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String lower = scheme.toLowerCase(Locale.ROOT);
            String path = uri.getRawPath();
            return Optional.of(
                    lower
                            + "://"
                            + host.toLowerCase(Locale.ROOT)
                            + ":"
                            + port(lower, uri.getPort())
                            + (path == null || path.isEmpty() ? "/" : path));
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static int port(String scheme, int named) {
        if (named >= 0) {
            return named;
        }
        return scheme.equals("https") ? 443 : 80;
    }
}
