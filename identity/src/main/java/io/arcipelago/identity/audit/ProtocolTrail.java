package io.arcipelago.identity.audit;

import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells what clients get at the protocol's endpoints and what anybody is refused. Nothing of it
 * changes what lasts, and there is much of it: the configuration says where it goes.
 */
@Component
class ProtocolTrail {

    private final AuditWriter writer;
    private final AuditSettings settings;

    ProtocolTrail(AuditWriter writer, AuditSettings settings) {
        this.writer = writer;
        this.settings = settings;
    }

    /**
     * An access token was signed.
     *
     * @param claims of the token; those that are personal are left out
     * @param header {@code kid} and {@code alg}
     */
    void accessTokenIssued(
            String client,
            String grantType,
            Map<String, Object> claims,
            Map<String, String> header) {
        if (!settings.accessTokens().isEmpty()) {
            String subject = String.valueOf(claims.get("sub"));
            writer.seen(
                    settings.accessTokens(),
                    "token.issued",
                    AuditDraft.of(
                                    new EventName("AccessTokenIssuedEvent", AuditCategory.TOKEN),
                                    subject)
                            .account(subject)
                            .client(client)
                            .text("subject", subject)
                            .text("grantType", grantType)
                            .texts(
                                    "scopes",
                                    Arrays.asList(
                                            String.valueOf(claims.getOrDefault("scope", ""))
                                                    .split(" ")))
                            .object("header", header)
                            .claims(claims));
        }
    }

    /** A refresh token was given out beside an access token. */
    void refreshTokenIssued(String client, String grantType, String subject) {
        writer.seen(
                settings.accessTokens(),
                "refresh-token.issued",
                AuditDraft.of(
                                new EventName("RefreshTokenIssuedEvent", AuditCategory.TOKEN),
                                subject)
                        .account(subject)
                        .client(client)
                        .text("subject", subject)
                        .text("grantType", grantType));
    }

    /** Something at the protocol's endpoints that changes nothing that lasts. */
    void protocol(String type, String client, String actor) {
        writer.seen(
                settings.accessTokens(),
                type,
                AuditDraft.of(new EventName(type, AuditCategory.TOKEN), actor)
                        .account(actor)
                        .client(client));
    }

    /** A client asked about a token. */
    void introspected(String client, boolean active, String subject) {
        writer.seen(
                settings.lookups(),
                "token.introspected",
                AuditDraft.of(new EventName("TokenIntrospectedEvent", AuditCategory.TOKEN), client)
                        .account(subject)
                        .client(client)
                        .text("active", Boolean.toString(active)));
    }

    /**
     * A client asked for a token and got none.
     *
     * @param error the code of RFC 6749, section 5.2
     * @param description what the client was told
     */
    void tokenDenied(
            String type, String client, String grantType, String error, String description) {
        writer.refused(
                AuditDraft.of(new EventName(type, AuditCategory.TOKEN), client)
                        .client(client)
                        .text("grantType", grantType)
                        .text("error", error)
                        .text("errorDescription", description));
    }

    /** Somebody was refused what they have no right to. */
    void accessDenied(String subject, String client, String method, String path) {
        writer.refused(
                AuditDraft.of(
                                new EventName(
                                        "IamAuthorizationFailureEvent",
                                        AuditCategory.AUTHORIZATION),
                                subject)
                        .account(subject)
                        .client(client)
                        .text("method", method)
                        .text("path", path));
    }

    /** A request came with a token that is not good. */
    void tokenRefused(String method, String path) {
        writer.refused(
                AuditDraft.of(
                                new EventName(
                                        "BearerTokenRefusedEvent", AuditCategory.AUTHENTICATION),
                                AuditTrail.NOBODY)
                        .text("method", method)
                        .text("path", path));
    }
}
