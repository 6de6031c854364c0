package io.arcipelago.platform.security;

import java.util.Set;

/**
 * Who makes a request, read from a verified access token. Controllers take it as a parameter.
 *
 * @param issuer the token's {@code iss}
 * @param subject the token's {@code sub}
 * @param displayName a name to show: {@code name}, else {@code preferred_username}, else the
 *     subject
 * @param clientId the client that the token was given to ({@code client_id}, else {@code azp}, else
 *     empty)
 * @param groups the group names, without leading slash, as in {@code groups} or {@code wlcg.groups}
 * @param scopes the granted scopes
 * @param admin whether a group of the caller is configured as an administrators' group
 */
public record Caller(
        String issuer,
        String subject,
        String displayName,
        String clientId,
        Set<String> groups,
        Set<String> scopes,
        boolean admin) {

    public Caller {
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }

    /** Whether the caller is a member of the group of exactly this name, without leading slash. */
    public boolean memberOf(String group) {
        return groups.contains(group);
    }
}
