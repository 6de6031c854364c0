package io.arcipelago.identity.client.assertion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients may authenticate with assertions, {@code arcipelago.identity.client-assertion.*}.
 *
 * @param longestLife how far in the future an assertion may end; so long its identifier is kept
 * @param clockSkew how far the client's clock may differ
 * @param privateAddresses whether {@code jwks_uri} may lead to this machine or a private network
 * @param keysFor how long fetched keys are used before they are fetched again
 */
@ConfigurationProperties("arcipelago.identity.client-assertion")
record ClientAssertionSettings(
        @DefaultValue("1h") Duration longestLife,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("false") boolean privateAddresses,
        @DefaultValue("10m") Duration keysFor) {

    ClientAssertionSettings {
        positive("longest-life", longestLife);
        positive("keys-for", keysFor);
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.client-assertion.clock-skew is "
                            + clockSkew
                            + "; it must not be negative");
        }
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.client-assertion."
                            + key
                            + " is "
                            + value
                            + "; it must be positive");
        }
    }
}
