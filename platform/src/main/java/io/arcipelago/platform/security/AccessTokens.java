package io.arcipelago.platform.security;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.platform.security.dpop.DpopProofs;
import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Decides whether a token is good: a trusted issuer's, rightly signed, for us, for now, and in the
 * hands of whoever has its key if it is bound to one. A token of an unknown issuer is refused
 * before anything is fetched.
 */
final class AccessTokens implements AuthenticationProvider {

    private static final int MAX_LENGTH = 12 * 1024;

    private final Map<String, TrustedIssuer> issuers;
    private final AccessTokenRules rules;
    private final DpopProofs proofs;

    AccessTokens(Collection<TrustedIssuer> issuers, AccessTokenRules rules, DpopProofs proofs) {
        this.issuers =
                issuers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        TrustedIssuer::issuer, Function.identity()));
        this.rules = rules;
        this.proofs = proofs;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String token = ((BearerTokenAuthenticationToken) authentication).getToken();
        SignedJWT signed = parse(token);
        TrustedIssuer issuer = issuerOf(signed);
        JWTClaimsSet claims = issuer.verify(signed);
        rules.check(claims);
        proofs.check(
                claims.getClaim("cnf"),
                authentication instanceof BoundToken bound
                        ? Optional.of(bound.proof())
                        : Optional.empty(),
                token);
        return new CallerAuthentication(
                CallerReader.read(claims, issuer.adminGroups()), new AccessToken(token));
    }

    private static SignedJWT parse(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidBearerTokenException("Too long");
        }
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new InvalidBearerTokenException("Not a signed JWT", malformed);
        }
    }

    private TrustedIssuer issuerOf(SignedJWT signed) {
        try {
            JWTClaimsSet unverified = signed.getJWTClaimsSet();
            String name = unverified == null ? null : unverified.getIssuer();
            TrustedIssuer issuer = name == null ? null : issuers.get(name);
            if (issuer == null) {
                throw new InvalidBearerTokenException("Unknown issuer");
            }
            return issuer;
        } catch (ParseException malformed) {
            throw new InvalidBearerTokenException("No claims", malformed);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
