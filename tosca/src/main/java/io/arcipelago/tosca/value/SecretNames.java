package io.arcipelago.tosca.value;

import java.util.List;
import java.util.Locale;

/** Tells by name which values must not appear in messages. */
public final class SecretNames {

    private static final List<String> MARKS =
            List.of(
                    "password",
                    "passphrase",
                    "passwd",
                    "secret",
                    "token",
                    "credential",
                    "private_key");

    private SecretNames() {}

    public static boolean matches(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(folded::contains);
    }
}
