package io.arcipelago.identity.certificate;

import io.arcipelago.identity.Issuer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Everything the process serves is reachable on every port of it. This keeps the TLS port to its
 * one page.
 */
final class CertificatePortFilter extends OncePerRequestFilter {

    private static final String PAGE = Issuer.PREFIX + "/certificate";
    private static final String FILES = Issuer.PREFIX + "/pages/";

    private final int port;

    CertificatePortFilter(int port) {
        this.port = port;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getLocalPort() != port;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean page = request.getMethod().equals("GET") && path.equals(PAGE);
        boolean file =
                request.getMethod().equals("GET")
                        && path.startsWith(FILES)
                        && !path.contains("..")
                        && !path.contains(";");
        if (page || file) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
