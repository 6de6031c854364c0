package io.arcipelago.identity.grant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the device authorization grant, {@code arcipelago.identity.device.*}.
 *
 * @param codeLife how long a person has to answer
 * @param interval how long a device waits between two polls, at first
 * @param maxWaiting how many requests of one client may wait at once for one address
 */
@ConfigurationProperties("arcipelago.identity.device")
public record DeviceSettings(
        @DefaultValue("10m") Duration codeLife,
        @DefaultValue("5s") Duration interval,
        @DefaultValue("50") int maxWaiting) {

    public DeviceSettings {
        if (!codeLife.isPositive() || interval.toSeconds() < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.device has code-life "
                            + codeLife
                            + ", interval "
                            + interval
                            + " and max-waiting "
                            + maxWaiting
                            + "; each must be positive, the interval at least 1s");
        }
    }
}
