package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.client.Client;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a client looks on the wire (RFC 7591, section 3.2.1, with the further members of INDIGO IAM).
 * What is empty is left out. {@code client_id_issued_at} is in seconds, as the RFC has it; the
 * other dates are in milliseconds.
 */
@Component
class ClientAnswers {

    static final String PATH = "/iam/api/client-registration/";

    /** Stored where a refresh token shall last without end. */
    static final int ENDLESS_SECONDS = Integer.MAX_VALUE;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Issuer issuer;

    ClientAnswers(Issuer issuer) {
        this.issuer = issuer;
    }

    /** The client without any secret. */
    Map<String, Object> of(Registration registration) {
        return of(new Issued(registration, Optional.empty(), Optional.empty()));
    }

    /** The client with what was just made for it, this once. */
    Map<String, Object> of(Issued issued) {
        Registration registration = issued.registration();
        Client client = registration.client();
        Registration.Details details = registration.details();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("client_id", client.id());
        issued.secret()
                .ifPresent(secret -> {
                    answer.put("client_secret", secret);
                    answer.put("client_secret_expires_at", 0);
                });
        answer.put("client_id_issued_at", registration.createdAt().getEpochSecond());
        answer.put("client_name", client.name());
        put(answer, "client_description", details.description());
        put(answer, "redirect_uris", sorted(client.redirectUris()));
        put(answer, "post_logout_redirect_uris", sorted(client.postLogoutRedirectUris()));
        details.clientUri().ifPresent(uri -> answer.put("client_uri", uri));
        details.logoUri().ifPresent(uri -> answer.put("logo_uri", uri));
        details.tosUri().ifPresent(uri -> answer.put("tos_uri", uri));
        details.policyUri().ifPresent(uri -> answer.put("policy_uri", uri));
        details.jwksUri().ifPresent(uri -> answer.put("jwks_uri", uri));
        details.jwk().ifPresent(keys -> answer.put("jwk", keys));
        details.jwk().map(JSON::readTree).ifPresent(keys -> answer.put("jwks", keys));
        put(answer, "contacts", details.contacts());
        answer.put("grant_types", sorted(client.grants()));
        answer.put(
                "response_types",
                client.grants().contains(RegistrationRules.CODE) ? List.of("code") : List.of());
        answer.put("scope", String.join(" ", sorted(client.scopes())));
        answer.put("token_endpoint_auth_method", registration.authMethod());
        answer.put("require_pushed_authorization_requests", details.requirePushed());
        answer.put("dpop_bound_access_tokens", client.boundTokens());
        answer.put("code_challenge_method", client.requirePkce() ? "S256" : "none");
        answer.put("access_token_validity_seconds", client.accessTokenLife().toSeconds());
        answer.put("refresh_token_validity_seconds", endless(client.refreshTokenLife()));
        answer.put("reuse_refresh_token", !client.rotateRefreshTokens());
        answer.put("allow_introspection", client.mayIntrospect());
        answer.put("dynamically_registered", registration.dynamic());
        answer.put("active", client.active());
        answer.put("created_at", registration.createdAt().toEpochMilli());
        registration
                .statusChangedAt()
                .ifPresent(at -> answer.put("status_changed_on", at.toEpochMilli()));
        registration.statusChangedBy().ifPresent(who -> answer.put("status_changed_by", who));
        issued.token()
                .ifPresent(token -> {
                    answer.put("registration_access_token", token);
                    answer.put("registration_client_uri", issuer.url(PATH + client.id()));
                });
        return answer;
    }

    /** A part of a list. */
    ListAnswer<Map<String, Object>> list(Found<Registration> found, Slice slice) {
        return ListAnswer.of(found, slice, this::of);
    }

    private static void put(Map<String, Object> answer, String member, String value) {
        if (!value.isEmpty()) {
            answer.put(member, value);
        }
    }

    private static void put(Map<String, Object> answer, String member, Collection<String> values) {
        if (!values.isEmpty()) {
            answer.put(member, values);
        }
    }

    private static Collection<String> sorted(Collection<String> values) {
        return new TreeSet<>(values);
    }

    private static long endless(Duration life) {
        return life.toSeconds() == ENDLESS_SECONDS ? 0 : life.toSeconds();
    }
}
