package io.arcipelago.identity.client.registration;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A registration as clients send it (RFC 7591, section 2). Unknown members are ignored, as section
 * 2 demands. There is no secret among them: the provider makes it, and what a client sends back is
 * masked or stale.
 *
 * @param jwk the public keys as the text of a JWK set
 * @param jwks the same as a JSON object
 * @param scope separated by blanks
 * @param refreshTokenValiditySeconds 0: without end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ClientRequest(
        @Nullable String clientId,
        @Nullable String clientName,
        @Nullable String clientDescription,
        @Nullable List<@Nullable String> redirectUris,
        @Nullable List<@Nullable String> postLogoutRedirectUris,
        @Nullable String clientUri,
        @Nullable String logoUri,
        @Nullable String tosUri,
        @Nullable String policyUri,
        @Nullable String jwksUri,
        @Nullable String jwk,
        @Nullable JsonNode jwks,
        @Nullable List<@Nullable String> contacts,
        @Nullable List<@Nullable String> grantTypes,
        @Nullable String scope,
        @Nullable String tokenEndpointAuthMethod,
        @Nullable Boolean requirePushedAuthorizationRequests,
        @Nullable Boolean dpopBoundAccessTokens,
        @Nullable String codeChallengeMethod,
        @Nullable Integer accessTokenValiditySeconds,
        @Nullable Integer refreshTokenValiditySeconds,
        @Nullable Boolean reuseRefreshToken,
        @Nullable Boolean allowIntrospection) {}
