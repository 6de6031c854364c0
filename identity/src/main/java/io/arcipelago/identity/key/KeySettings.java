package io.arcipelago.identity.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The life of signing keys, {@code arcipelago.identity.keys.*}. The defaults are those that the
 * WLCG token profile 1.3 recommends.
 *
 * @param algorithm what signs the tokens of clients that have no choice of their own
 * @param period how long a key signs
 * @param publishAhead how long a key is published before it signs, so that verifiers know it
 * @param retireFor how long a key stays published after its last signature; never less than the
 *     longest life of an access token
 * @param cacheFor how long verifiers may keep the key set; shorter than {@code publishAhead}
 * @param checkEvery how often the schedule is looked at
 */
@ConfigurationProperties("arcipelago.identity.keys")
public record KeySettings(
        @DefaultValue("RS256") SigningAlgorithm algorithm,
        @DefaultValue("182d") Duration period,
        @DefaultValue("4d") Duration publishAhead,
        @DefaultValue("4d") Duration retireFor,
        @DefaultValue("1h") Duration cacheFor,
        @DefaultValue("1h") Duration checkEvery) {

    public KeySettings {
        require(cacheFor.compareTo(publishAhead) < 0, "cache-for", cacheFor, "publish-ahead");
        require(publishAhead.compareTo(period) < 0, "publish-ahead", publishAhead, "period");
        if (cacheFor.isNegative() || retireFor.isNegative() || !checkEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.keys has cache-for "
                            + cacheFor
                            + ", retire-for "
                            + retireFor
                            + " and check-every "
                            + checkEvery
                            + "; none may be negative, nor check-every zero");
        }
    }

    private static void require(boolean holds, String name, Duration value, String longer) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.keys."
                            + name
                            + " is "
                            + value
                            + "; it must be shorter than arcipelago.identity.keys."
                            + longer);
        }
    }
}
