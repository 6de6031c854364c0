package io.arcipelago.identity.dpop;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.platform.security.dpop.DpopProofs;
import io.arcipelago.platform.security.dpop.DpopRefused;
import io.arcipelago.platform.security.dpop.ShownProof;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * How requests show access tokens: as a bearer's or as bound to a key. Most routes have the
 * platform check which of them is right; a route that looks at its token itself does it here.
 */
@Component
public class ShownTokens {

    private static final String BEARER = "bearer ";

    private final DpopProofs proofs;
    private final Issuer issuer;

    ShownTokens(DpopProofs proofs, Issuer issuer) {
        this.proofs = proofs;
        this.issuer = issuer;
    }

    /** The token in the header of this value, in either scheme, unchecked. */
    public static Optional<String> in(String authorization) {
        if (authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return ShownProof.inScheme(authorization)
                ? Optional.of(ShownProof.token(authorization))
                : Optional.empty();
    }

    /**
     * Refuses a token that is bound to a key which the present request does not show.
     *
     * @throws DpopRefused to tell the client
     */
    public void check(AccessToken token, String value) {
        if (!(RequestContextHolder.getRequestAttributes()
                instanceof ServletRequestAttributes present)) {
            throw new IllegalStateException("A token is shown by a request, and there is none");
        }
        HttpServletRequest request = present.getRequest();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bound = authorization != null && ShownProof.inScheme(authorization);
        String path = request.getRequestURI().substring(Issuer.PREFIX.length());
        proofs.check(
                token.claims().get("cnf"),
                bound ? Optional.of(ShownProof.of(request, issuer.url(path))) : Optional.empty(),
                value);
    }
}
