package io.arcipelago.identity.client.registration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients come to be registered, {@code arcipelago.identity.client-registration.*}.
 *
 * @param enable whether clients may register themselves at all
 * @param allowFor who may register a client without being an administrator
 * @param tokenLife how long a registration access token is good
 * @param anonymousPerHour how many clients may be registered without a token from one address
 * @param perPersonPerHour how many clients one person may register
 * @param secretGrace how long the old secret stays good after a rotation
 */
@ConfigurationProperties("arcipelago.identity.client-registration")
record ClientRegistrationSettings(
        @DefaultValue("true") boolean enable,
        @DefaultValue("ANYONE") AllowFor allowFor,
        @DefaultValue("365d") Duration tokenLife,
        @DefaultValue("10") int anonymousPerHour,
        @DefaultValue("60") int perPersonPerHour,
        @DefaultValue("0s") Duration secretGrace) {

    /** Who may register a client. */
    enum AllowFor {
        ANYONE,
        REGISTERED_USERS,
        ADMINISTRATORS
    }

    ClientRegistrationSettings {
        if (tokenLife.isNegative() || tokenLife.isZero()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.client-registration.token-life is "
                            + tokenLife
                            + "; it must be positive");
        }
        if (secretGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.client-registration.secret-grace is "
                            + secretGrace
                            + "; it must not be negative");
        }
    }
}
