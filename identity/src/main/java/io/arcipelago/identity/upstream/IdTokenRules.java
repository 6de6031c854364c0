package io.arcipelago.identity.upstream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an ID token must be (OpenID Connect Core 1.0, section 3.1.3.7). */
final class IdTokenRules {

    private static final Logger log = LoggerFactory.getLogger(IdTokenRules.class);

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int LONGEST_SUBJECT = 255;

    /** Public-key algorithms only: with an HMAC the provider's public key would be a secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final String issuer;
    private final String clientId;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> signature = new DefaultJWTProcessor<>();

    IdTokenRules(
            String issuer, String clientId, JWKSource<SecurityContext> keys, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clock = clock;
        signature.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        // The claims are checked below, by our clock.
        signature.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    /** The claims of a good token. */
    JWTClaimsSet check(String token, String nonce, String provider) throws UpstreamFailure {
        JWTClaimsSet claims;
        try {
            claims = signature.process(token, null);
        } catch (ParseException | BadJOSEException forged) {
            throw refused("signature", provider, forged);
        } catch (JOSEException noKeys) {
            log.warn("The keys of {} cannot be had: {}", issuer, noKeys.getMessage());
            throw refused("keys", provider, noKeys);
        }
        require(issuer.equals(claims.getIssuer()), "iss", provider);
        require(claims.getAudience().contains(clientId), "aud", provider);
        String party = text(claims, "azp");
        require(party != null || claims.getAudience().size() == 1, "azp", provider);
        require(party == null || party.equals(clientId), "azp", provider);
        Instant now = clock.instant();
        Instant expiry = instant(claims.getExpirationTime());
        require(expiry != null && now.isBefore(expiry.plus(SKEW)), "exp", provider);
        Instant issued = instant(claims.getIssueTime());
        require(
                issued != null
                        && !issued.isAfter(now.plus(SKEW))
                        && issued.isAfter(now.minus(OLDEST)),
                "iat",
                provider);
        Instant notBefore = instant(claims.getNotBeforeTime());
        require(notBefore == null || !notBefore.isAfter(now.plus(SKEW)), "nbf", provider);
        require(nonce.equals(text(claims, "nonce")), "nonce", provider);
        String subject = claims.getSubject();
        require(
                subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT,
                "sub",
                provider);
        return claims;
    }

    static @Nullable String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : null;
    }

    static List<String> texts(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static void require(boolean good, String claim, String provider)
            throws UpstreamFailure {
        if (!good) {
            throw new UpstreamFailure(claim, text(provider));
        }
    }

    private static UpstreamFailure refused(String reason, String provider, Exception cause) {
        return new UpstreamFailure(reason, text(provider), cause);
    }

    private static String text(String provider) {
        return "The answer of " + provider + " could not be verified. Please try again later.";
    }
}
