package io.arcipelago.identity.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.password.*}.
 *
 * @param resetWithin how long the link to a new password works
 * @param perAddress how many links one network address may ask for in an hour
 */
@ConfigurationProperties("arcipelago.identity.password")
record PasswordSettings(
        @DefaultValue("1h") Duration resetWithin, @DefaultValue("10") int perAddress) {}
