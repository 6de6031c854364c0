package io.arcipelago.platform.security;

import io.arcipelago.platform.security.dpop.ShownProof;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads the token of a request, as a bearer's or as one that is bound to a key (RFC 9449, 7.1). */
final class TokenConverter implements AuthenticationConverter {

    private final HeaderOnlyTokenResolver bearer = new HeaderOnlyTokenResolver();
    private final PublicAddresses addresses;

    TokenConverter(PublicAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String token = bearer.resolve(request);
        if (token != null) {
            return new BearerTokenAuthenticationToken(token);
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !ShownProof.inScheme(authorization)) {
            return null;
        }
        String bound = ShownProof.token(authorization);
        if (bound.isEmpty()) {
            throw new InvalidBearerTokenException("No token");
        }
        return new BoundToken(bound, ShownProof.of(request, addresses.of(request)));
    }
}
