package io.arcipelago.identity.client;

import io.arcipelago.identity.Secrets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks client secrets against their SHA-256. Secrets are random and 256 bits wide, so a slow hash
 * would only slow every token request down. While a rotated secret is still good, the stored text
 * names two digests, separated by a blank.
 */
public final class ClientSecretDigest implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence secret) {
        return Secrets.digest(String.valueOf(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String digest) {
        return secret != null
                && digest != null
                && Arrays.stream(digest.split(" "))
                        .anyMatch(one -> Secrets.matches(secret.toString(), one));
    }
}
