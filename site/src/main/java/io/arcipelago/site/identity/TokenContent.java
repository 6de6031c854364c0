package io.arcipelago.site.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a token says.
 *
 * @param identityProvider with {@code protocol}: how a federated user came, empty for local users
 * @param groups the user's groups at that provider
 */
record TokenContent(
        String userId,
        String userName,
        List<String> methods,
        Optional<String> identityProvider,
        Optional<String> protocol,
        List<String> groups,
        Optional<String> projectId,
        boolean admin,
        String auditId,
        Instant issuedAt,
        Instant expiresAt) {

    TokenContent scopedTo(String project, String audit, Instant now) {
        return new TokenContent(
                userId,
                userName,
                methods,
                identityProvider,
                protocol,
                groups,
                Optional.of(project),
                admin,
                audit,
                now,
                expiresAt);
    }
}
