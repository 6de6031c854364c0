package io.arcipelago.identity.client;

import io.arcipelago.identity.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks client secrets against their SHA-256. Secrets are random and 256 bits wide, so a slow hash
 * would only slow every token request down.
 */
public final class ClientSecretDigest implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence secret) {
        return Secrets.digest(String.valueOf(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String digest) {
        return secret != null && digest != null && Secrets.matches(secret.toString(), digest);
    }
}
