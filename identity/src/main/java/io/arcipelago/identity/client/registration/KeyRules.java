package io.arcipelago.identity.client.registration;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.arcipelago.identity.client.assertion.ClientKeys;
import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;

/** The public keys of a client: {@code jwks_uri}, {@code jwks} (RFC 7591) or {@code jwk}. */
final class KeyRules {

    private static final int KEYS_MAX = 8192;

    private KeyRules() {}

    /** The keys that the request holds, as the text of a JWK set. */
    static Optional<String> publicKeys(ClientRequest request) {
        String text = DetailRules.limit("jwk", DetailRules.text(request.jwk()), KEYS_MAX);
        if (request.jwks() != null && !request.jwks().isNull()) {
            if (!text.isEmpty()) {
                throw ApiFailure.badRequest(
                        "invalid-jwk", "jwks and jwk are two forms of the same; send one");
            }
            text = DetailRules.limit("jwks", request.jwks().toString(), KEYS_MAX);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (parse(text).getKeys().stream().anyMatch(JWK::isPrivate)) {
            throw ApiFailure.badRequest(
                    "private-key",
                    "jwk holds a private or symmetric key; send the public half only");
        }
        if (!DetailRules.text(request.jwksUri()).isEmpty()) {
            throw ApiFailure.badRequest(
                    "invalid-jwk",
                    "A client has its keys in jwks or at jwks_uri, not both (RFC 7591, section 2)");
        }
        return Optional.of(text);
    }

    /**
     * The details with keys that fit the way to authenticate. What a change leaves out keeps its
     * value if the client could not authenticate without.
     */
    static Registration.Details withKeys(
            Registration.Details asked, Registration.Details had, String authMethod) {
        if (!authMethod.equals(AuthMethods.PRIVATE_KEY_JWT)) {
            return asked;
        }
        boolean silent = asked.jwk().isEmpty() && asked.jwksUri().isEmpty();
        Registration.Details result = silent ? asked.withKeys(had.jwksUri(), had.jwk()) : asked;
        result.jwksUri().ifPresent(KeyRules::requireFetchable);
        if (result.jwk().isPresent() && !ClientKeys.hasUsable(parse(result.jwk().get()))) {
            throw ApiFailure.badRequest(
                    "invalid-jwk",
                    "jwks holds no key for %s; it must be RSA of 2048 bits or more, or P-256"
                            .formatted(String.join(", ", ClientKeys.ALGORITHMS)));
        }
        if (result.jwk().isEmpty() && result.jwksUri().isEmpty()) {
            throw ApiFailure.badRequest(
                    "keys-missing",
                    "private_key_jwt needs the client's public keys: jwks_uri or jwks");
        }
        return result;
    }

    /** Keys that came over an open line would be anybody's. */
    private static void requireFetchable(String value) {
        URI uri = URI.create(value);
        boolean loopback =
                "localhost".equals(uri.getHost())
                        || "127.0.0.1".equals(uri.getHost())
                        || "[::1]".equals(uri.getHost());
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !loopback) {
            throw ApiFailure.badRequest(
                    "invalid-uri", "jwks_uri must be https; http is for localhost only");
        }
    }

    private static JWKSet parse(String text) {
        try {
            return JWKSet.parse(text);
        } catch (ParseException e) {
            throw ApiFailure.badRequest("invalid-jwk", "jwk must be a JWK set as text");
        }
    }
}
