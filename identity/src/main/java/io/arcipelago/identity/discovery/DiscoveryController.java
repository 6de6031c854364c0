package io.arcipelago.identity.discovery;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.client.assertion.ClientKeys;
import io.arcipelago.identity.scope.RegisteredScopes;
import io.arcipelago.platform.security.dpop.DpopProofs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the issuer offers and where (OpenID Connect Discovery 1.0, section 3; RFC 8414). */
@RestController
class DiscoveryController {

    private static final CacheControl CACHE =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Map<String, Object> metadata;

    private final RegisteredScopes scopes;

    DiscoveryController(Issuer issuer, RegisteredScopes scopes) {
        this.metadata = metadata(issuer);
        this.scopes = scopes;
    }

    @GetMapping({"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    ResponseEntity<Map<String, Object>> metadata() {
        Map<String, Object> current = new LinkedHashMap<>(metadata);
        current.put("scopes_supported", scopes.open());
        return ResponseEntity.ok().cacheControl(CACHE).body(current);
    }

    private static Map<String, Object> metadata(Issuer issuer) {
        List<String> confidential =
                List.of(
                        "client_secret_basic",
                        "client_secret_post",
                        "client_secret_jwt",
                        "private_key_jwt");
        List<String> all = new ArrayList<>(confidential);
        all.add("none");
        List<String> assertionAlgorithms = new ArrayList<>(ClientKeys.ALGORITHMS);
        assertionAlgorithms.add("HS256");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer.value());
        metadata.put("authorization_endpoint", issuer.url("/authorize"));
        metadata.put("token_endpoint", issuer.url("/token"));
        metadata.put("pushed_authorization_request_endpoint", issuer.url("/par"));
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("jwks_uri", issuer.url("/jwk"));
        metadata.put("userinfo_endpoint", issuer.url("/userinfo"));
        metadata.put("introspection_endpoint", issuer.url("/introspect"));
        metadata.put("revocation_endpoint", issuer.url("/revoke"));
        metadata.put("device_authorization_endpoint", issuer.url("/devicecode"));
        metadata.put("registration_endpoint", issuer.url("/iam/api/client-registration"));
        metadata.put("end_session_endpoint", issuer.url("/logout"));
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put(
                "grant_types_supported",
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
        metadata.put("token_endpoint_auth_methods_supported", all);
        metadata.put("introspection_endpoint_auth_methods_supported", confidential);
        metadata.put("revocation_endpoint_auth_methods_supported", all);
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            metadata.put(
                    endpoint + "_endpoint_auth_signing_alg_values_supported",
                    List.copyOf(assertionAlgorithms));
        }
        metadata.put("dpop_signing_alg_values_supported", DpopProofs.ALGORITHMS);
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("prompt_values_supported", List.of("none", "login"));
        metadata.put("acr_values_supported", List.of(Proof.REFEDS_MFA));
        metadata.put(
                "claims_supported",
                List.of(
                        "sub",
                        "iss",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "acr",
                        "amr",
                        "nonce",
                        "name",
                        "preferred_username",
                        "email",
                        "groups"));
        metadata.put("claims_parameter_supported", false);
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        return metadata;
    }
}
