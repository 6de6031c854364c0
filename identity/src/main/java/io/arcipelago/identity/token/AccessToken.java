package io.arcipelago.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.account.AccountId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an access token of ours whose signature, issuer and time were checked.
 *
 * @param grant the grant behind it; empty for a client's own token
 * @param account the person it acts for; empty for a client's own token
 * @param claims all claims, as they are in the token
 */
public record AccessToken(
        String id,
        String subject,
        String clientId,
        Set<String> scopes,
        List<String> audience,
        Instant issuedAt,
        Instant expiresAt,
        Optional<UUID> grant,
        Optional<AccountId> account,
        Map<String, Object> claims) {

    /** Whether it is good only together with a key of its client (RFC 9449, section 6). */
    public boolean bound() {
        return claims.get("cnf") instanceof Map<?, ?> methods && methods.containsKey("jkt");
    }

    /** Reads the claims; empty if one that every access token of ours has is missing. */
    static Optional<AccessToken> of(JWTClaimsSet claims) {
        String id = claims.getJWTID();
        String subject = claims.getSubject();
        String client = text(claims, "client_id");
        if (id == null
                || subject == null
                || client == null
                || claims.getIssueTime() == null
                || claims.getExpirationTime() == null) {
            return Optional.empty();
        }
        String scope = text(claims, "scope");
        String grant = text(claims, TokenSigner.GRANT_CLAIM);
        return Optional.of(
                new AccessToken(
                        id,
                        subject,
                        client,
                        scope == null || scope.isBlank()
                                ? Set.of()
                                : new LinkedHashSet<>(Arrays.asList(scope.split(" "))),
                        claims.getAudience(),
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant(),
                        Optional.ofNullable(grant).map(UUID::fromString),
                        grant == null ? Optional.empty() : AccountId.parse(subject),
                        claims.toJSONObject()));
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String value ? value : null;
    }
}
