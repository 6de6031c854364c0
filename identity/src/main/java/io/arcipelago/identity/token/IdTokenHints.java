package io.arcipelago.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.key.SigningKeys;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads ID tokens that come back as a hint at sign-out. A hint may have expired (OpenID Connect
 * RP-Initiated Logout 1.0, section 2).
 */
@Component
public class IdTokenHints {

    /** Who the hint is about and which client it was issued to. */
    public record Hint(String subject, String clientId) {}

    private final Issuer issuer;
    private final SigningKeys keys;

    IdTokenHints(Issuer issuer, SigningKeys keys) {
        this.issuer = issuer;
        this.keys = keys;
    }

    /** The hint, or empty if this issuer did not sign it as an ID token. */
    public Optional<Hint> read(String idToken) {
        try {
            SignedJWT jwt = SignedJWT.parse(idToken);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            List<String> audience = claims.getAudience();
            String subject = claims.getSubject();
            boolean ours =
                    jwt.getHeader().getType() != null
                            && "JWT".equals(jwt.getHeader().getType().getType())
                            && keys.verifies(jwt)
                            && issuer.value().equals(claims.getIssuer());
            return ours && subject != null && audience.size() == 1
                    ? Optional.of(new Hint(subject, audience.getFirst()))
                    : Optional.empty();
        } catch (ParseException notAToken) {
            return Optional.empty();
        }
    }
}
