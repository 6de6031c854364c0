package io.arcipelago.identity.dpop;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.security.dpop.DpopProofs;
import io.arcipelago.platform.security.dpop.DpopRefused;
import io.arcipelago.platform.security.dpop.ShownProof;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the proof of a key at the token endpoint and at the endpoint for pushed requests, and
 * notes the key beside the client that has authenticated (RFC 9449, sections 5 and 10.1). Whoever
 * is no client of ours gets no proof checked.
 */
public final class ProvenKeyFilter extends OncePerRequestFilter {

    private static final String TOKEN = "/token";
    private static final String PUSH = "/par";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DpopProofs proofs;
    private final Issuer issuer;

    public ProvenKeyFilter(DpopProofs proofs, Issuer issuer) {
        this.proofs = proofs;
        this.issuer = issuer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !ShownProof.in(request)
                || !(path.equals(Issuer.PREFIX + TOKEN) || path.equals(Issuer.PREFIX + PUSH));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof OAuth2ClientAuthenticationToken client)) {
            chain.doFilter(request, response);
            return;
        }
        boolean push = request.getRequestURI().endsWith(PUSH);
        try {
            String key = proofs.key(ShownProof.of(request, issuer.url(push ? PUSH : TOKEN)));
            if (push) {
                chain.doFilter(BoundPush.of(request, key), response);
                return;
            }
            client.setDetails(new ProvenKey(key));
        } catch (DpopRefused refused) {
            refuse(response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void refuse(HttpServletResponse response, DpopRefused refused)
            throws IOException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", refused.getError().getErrorCode());
        body.put("error_description", String.valueOf(refused.getError().getDescription()));
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(JSON.writeValueAsString(body));
    }
}
