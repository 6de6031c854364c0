package io.arcipelago.platform.security.dpop;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * A proof of a key is wrong, or it does not belong to the token that it came with. The description
 * names what to repair and holds nothing of the request.
 */
public final class DpopRefused extends OAuth2AuthenticationException {

    /** The error code of a wrong proof (RFC 9449, section 12.2). */
    public static final String INVALID_PROOF = "invalid_dpop_proof";

    private static final long serialVersionUID = 1L;

    private DpopRefused(String code, String description) {
        super(new OAuth2Error(code, description, null));
    }

    /** The proof is wrong, whatever it came with. */
    public static DpopRefused proof(String description) {
        return new DpopRefused(INVALID_PROOF, description);
    }

    /** The token and the way in which it was shown do not fit (RFC 9449, section 7.1). */
    static DpopRefused token(String description) {
        return new DpopRefused("invalid_token", description);
    }

    /** The value of {@code WWW-Authenticate} that tells the client (RFC 9449, section 7.1). */
    public String challenge() {
        return DpopProofs.challenge(getError().getErrorCode(), getError().getDescription());
    }
}
