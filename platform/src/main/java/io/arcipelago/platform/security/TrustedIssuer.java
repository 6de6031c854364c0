package io.arcipelago.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks signatures of one issuer's tokens. Its keys are fetched when the first token arrives,
 * kept, and fetched again when a token names a key that is not among them, but not more often than
 * twice per {@link #FETCH_INTERVAL}, so that invented key ids cannot make us hammer the issuer.
 */
final class TrustedIssuer {

    private static final Logger log = LoggerFactory.getLogger(TrustedIssuer.class);

    private static final Duration KEYS_LIVE = Duration.ofMinutes(15);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OUTAGE_TOLERANCE = Duration.ofHours(4);
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(5);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final SecurityProperties.Issuer settings;
    private final IssuerKeys source;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TrustedIssuer(SecurityProperties.Issuer settings, JsonMapper json) {
        this.settings = settings;
        this.source = new IssuerKeys(settings.issuer(), settings.jwksUri(), json);
        JWKSource<SecurityContext> keys =
                JWKSourceBuilder.create(source)
                        .cache(KEYS_LIVE.toMillis(), REFRESH_TIMEOUT.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(FETCH_INTERVAL.toMillis())
                        .outageTolerant(OUTAGE_TOLERANCE.toMillis())
                        .build();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // The claims are AccessTokenRules' business, which has the clock.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    String issuer() {
        return settings.issuer();
    }

    Set<String> adminGroups() {
        return settings.admins();
    }

    /**
     * The claims of a token with a good signature.
     *
     * @throws InvalidBearerTokenException if the signature is not this issuer's
     * @throws AuthenticationServiceException if the issuer's keys cannot be had
     */
    JWTClaimsSet verify(SignedJWT token) {
        try {
            return processor.process(token, null);
        } catch (BadJOSEException forged) {
            throw new InvalidBearerTokenException("Bad signature", forged);
        } catch (RateLimitReachedException fetchedJustNow) {
            if (source.unreachable()) {
                throw new AuthenticationServiceException("Issuer unreachable", fetchedJustNow);
            }
            throw new InvalidBearerTokenException("Unknown key", fetchedJustNow);
        } catch (JWKSetUnavailableException unreachable) {
            log.warn("The keys of issuer {} cannot be had: {}", issuer(), rootMessage(unreachable));
            throw new AuthenticationServiceException("Issuer unreachable", unreachable);
        } catch (JOSEException failed) {
            throw new InvalidBearerTokenException("Unusable token", failed);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
