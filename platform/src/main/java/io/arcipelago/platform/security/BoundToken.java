package io.arcipelago.platform.security;

import io.arcipelago.platform.security.dpop.ShownProof;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** A token that came in the scheme {@code DPoP}, with what the request shows of a key. */
final class BoundToken extends BearerTokenAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient ShownProof proof;

    BoundToken(String token, ShownProof proof) {
        super(token);
        this.proof = proof;
    }

    ShownProof proof() {
        return proof;
    }
}
