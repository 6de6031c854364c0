package io.arcipelago.identity.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears from Spring Security what the protocol's endpoints gave and refused. Of a token it reads
 * the claims; the token itself goes nowhere.
 */
@Component
@Primary
class ProtocolAudit implements AuthenticationEventPublisher {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._:@/-]{1,128}");
    private static final Pattern GRANT_TYPE = Pattern.compile("[a-z0-9:_-]{1,100}");

    /** Answers to a device that asks again and again; they deny nothing. */
    private static final Set<String> WAITING = Set.of("authorization_pending", "slow_down");

    private final ProtocolTrail audit;
    private final AuthenticationEventPublisher further;

    ProtocolAudit(ProtocolTrail audit, ApplicationEventPublisher events) {
        this.audit = audit;
        this.further = new DefaultAuthenticationEventPublisher(events);
    }

    @Override
    public void publishAuthenticationSuccess(Authentication authentication) {
        switch (authentication) {
            case OAuth2AccessTokenAuthenticationToken issued -> issued(issued);
            case OAuth2TokenIntrospectionAuthenticationToken introspected ->
                    introspected(introspected);
            case OAuth2TokenRevocationAuthenticationToken revoked ->
                    audit.protocol("TokenRevokedEvent", client(revoked), client(revoked));
            case OAuth2DeviceAuthorizationRequestAuthenticationToken device ->
                    audit.protocol("DeviceCodeIssuedEvent", client(device), client(device));
            case OAuth2AuthorizationCodeRequestAuthenticationToken code
                    when code.getAuthorizationCode() != null ->
                    audit.protocol(
                            "AuthorizationCodeIssuedEvent", code.getClientId(), code.getName());
            default -> {
                // Not of the protocol, or told elsewhere.
            }
        }
        further.publishAuthenticationSuccess(authentication);
    }

    @Override
    public void publishAuthenticationFailure(
            AuthenticationException failure, Authentication attempt) {
        if (failure instanceof OAuth2AuthenticationException refusal
                && attempt.getClass().getName().contains(".oauth2.server.authorization.")
                && !WAITING.contains(refusal.getError().getErrorCode())) {
            audit.tokenDenied(
                    attempt instanceof OAuth2ClientAuthenticationToken
                            ? "ClientAuthenticationFailureEvent"
                            : "TokenDeniedEvent",
                    client(attempt),
                    grantType(),
                    refusal.getError().getErrorCode(),
                    or(refusal.getError().getDescription()));
        }
        further.publishAuthenticationFailure(failure, attempt);
    }

    private void issued(OAuth2AccessTokenAuthenticationToken issued) {
        String[] parts = issued.getAccessToken().getTokenValue().split("\\.");
        Map<String, Object> claims = object(parts, 1);
        Map<String, Object> head = object(parts, 0);
        Map<String, String> header = new LinkedHashMap<>();
        header.put("kid", String.valueOf(head.getOrDefault("kid", "")));
        header.put("alg", String.valueOf(head.getOrDefault("alg", "")));
        String client = issued.getRegisteredClient().getClientId();
        audit.accessTokenIssued(client, grantType(), claims, header);
        if (issued.getRefreshToken() != null) {
            audit.refreshTokenIssued(client, grantType(), String.valueOf(claims.get("sub")));
        }
    }

    private void introspected(OAuth2TokenIntrospectionAuthenticationToken introspected) {
        audit.introspected(
                client(introspected),
                introspected.getTokenClaims().isActive(),
                or(introspected.getTokenClaims().getSubject()));
    }

    private static Map<String, Object> object(String[] parts, int index) {
        try {
            return JSON.readValue(
                    new String(Base64.getUrlDecoder().decode(parts[index]), StandardCharsets.UTF_8),
                    OBJECT);
        } catch (JacksonException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Map.of();
        }
    }

    /** The client behind an attempt. What is no plain id may be a secret in the wrong field. */
    private static String client(Authentication attempt) {
        Object principal = attempt.getPrincipal();
        String id =
                principal instanceof OAuth2ClientAuthenticationToken client
                        ? String.valueOf(client.getPrincipal())
                        : String.valueOf(principal);
        return CLIENT_ID.matcher(id).matches() ? id : "";
    }

    private static String grantType() {
        return Origin.request()
                .map(request -> or(request.getParameter("grant_type")))
                .filter(type -> GRANT_TYPE.matcher(type).matches())
                .orElse("");
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
