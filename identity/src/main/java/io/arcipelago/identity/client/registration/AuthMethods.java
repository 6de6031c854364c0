package io.arcipelago.identity.client.registration;

import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways in which clients authenticate, and what the provider has to keep for each. */
final class AuthMethods {

    static final String BASIC = "client_secret_basic";
    static final String POST = "client_secret_post";
    static final String SECRET_JWT = "client_secret_jwt";
    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    static final String NONE = "none";

    private static final List<String> ALL = List.of(BASIC, POST, SECRET_JWT, PRIVATE_KEY_JWT, NONE);

    private AuthMethods() {}

    /** How the client authenticates: what it asks for, else what it does already. */
    static String choose(@Nullable String requested, Optional<String> had) {
        String method = requested == null || requested.isBlank() ? null : requested;
        if (method == null) {
            return had.orElse(BASIC);
        }
        if (!ALL.contains(method)) {
            throw ApiFailure.badRequest(
                    "auth-method-not-supported",
                    "token_endpoint_auth_method "
                            + RegistrationRules.shown(method)
                            + " is not supported; use one of "
                            + String.join(", ", ALL));
        }
        return method;
    }

    /** Whether the client has a secret that it is told. */
    static boolean hasSecret(String method) {
        return method.equals(BASIC) || method.equals(POST) || method.equals(SECRET_JWT);
    }

    /** Whether a digest of the secret is not enough. */
    static boolean keepsSecret(String method) {
        return method.equals(SECRET_JWT);
    }

    /** Whether a change from one to the other leaves the secret as it is. */
    static boolean sameSecret(String one, String other) {
        return one.equals(other)
                || (hasSecret(one) && hasSecret(other) && !keepsSecret(one) && !keepsSecret(other));
    }
}
