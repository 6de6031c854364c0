package io.arcipelago.identity.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.lifecycle.*}.
 *
 * @param suspensionGrace how long after its end time an account is suspended
 * @param removalGrace how long after its end time a suspended account is removed
 * @param remove whether accounts are removed at all
 * @param poll how often the accounts are looked at
 * @param readOnlyEndTime whether the end of a membership comes from elsewhere and cannot be set
 */
@ConfigurationProperties("arcipelago.identity.lifecycle")
public record LifeCycleSettings(
        @DefaultValue("7d") Duration suspensionGrace,
        @DefaultValue("30d") Duration removalGrace,
        @DefaultValue("false") boolean remove,
        @DefaultValue("5m") Duration poll,
        @DefaultValue("false") boolean readOnlyEndTime) {

    public LifeCycleSettings {
        if (removalGrace.compareTo(suspensionGrace) < 0) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.lifecycle.removal-grace is shorter than suspension-grace;"
                            + " an account is suspended before it is removed");
        }
    }
}
