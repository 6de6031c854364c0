package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.pushed.PushedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Redirects between the pages. They name a path only, so that neither the {@code Host} header nor a
 * saved request can lead a person to another origin.
 */
public final class Redirects {

    private final Issuer issuer;
    private final RequestCache savedRequests =
            new HttpSessionRequestCache() {
                @Override
                public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
                    super.saveRequest(PushedRequest.visit(request), response);
                }
            };

    public Redirects(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Where the request that needed a sign-in is kept meanwhile. */
    public RequestCache savedRequests() {
        return savedRequests;
    }

    /** To a page of the issuer, such as {@code /login}. */
    public void toPage(HttpServletResponse response, String page) {
        send(response, issuer.path(page));
    }

    /** Back to the request that needed the sign-in, or to the product's front page. */
    public void toSavedRequest(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = savedRequests.getRequest(request, response);
        savedRequests.removeRequest(request, response);
        String path = saved instanceof DefaultSavedRequest known ? known.getRequestURI() : null;
        if (path == null) {
            send(response, "/");
            return;
        }
        String query = saved instanceof DefaultSavedRequest known ? known.getQueryString() : null;
        send(response, issuer.publicPath(path) + (query == null ? "" : "?" + query));
    }

    private static void send(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        // Not sendRedirect: the container would complete the address from the Host header.
        response.setHeader("Location", location);
    }
}
