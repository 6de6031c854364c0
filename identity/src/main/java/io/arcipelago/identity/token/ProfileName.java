package io.arcipelago.identity.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * The token profiles, each named by the scope that chooses it when a client is registered for it.
 */
public enum ProfileName {
    /** The product's own, as INDIGO IAM's default. */
    IAM,
    /** WLCG Common JWT Profile. */
    WLCG,
    /** AARC guidelines: entitlements, affiliation, assurance. */
    AARC,
    /** As Keycloak: group names as {@code roles}. */
    KC;

    /** The name on the wire and the tag scope. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a name; raises an illegal argument that lists the known ones. */
    @JsonCreator
    public static ProfileName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + text + "' is no token profile; use iam, wlcg, aarc or kc"));
    }
}
