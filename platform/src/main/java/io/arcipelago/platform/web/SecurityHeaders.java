package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The security headers of every answer. They are written when the answer is committed and only
 * where the handler or another filter chain has not set its own.
 */
public final class SecurityHeaders implements HeaderWriter {

    /**
     * The content security policy of the dashboard and of any other HTML page. There is no {@code
     * unsafe-inline}: a style that script sets through the CSSOM is not restricted, one in the HTML
     * is.
     */
    public static final String DASHBOARD_CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** The content security policy of everything else: a browser must not render it. */
    public static final String API_CSP =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "same-origin",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach((name, value) -> setIfAbsent(response, name, value));
        setIfAbsent(
                response,
                "Content-Security-Policy",
                isPage(request, response) ? DASHBOARD_CSP : API_CSP);
    }

    /**
     * A 304 has no content type, but its headers replace those of the stored page, so the
     * dashboard's addresses count as well.
     */
    private static boolean isPage(HttpServletRequest request, HttpServletResponse response) {
        String type = response.getContentType();
        return RequestPaths.original(request).startsWith("/ui/")
                || (type != null && type.startsWith("text/html"));
    }

    private static void setIfAbsent(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
