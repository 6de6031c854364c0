package io.arcipelago.identity.registration;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask for an account and what becomes of it, {@code arcipelago.identity.registration.*}.
 *
 * @param enabled whether anybody may ask
 * @param notes whether people must say why they want an account
 * @param defaultGroups groups that every approved person joins, by full name
 * @param notifyAddresses mail addresses that learn of confirmed requests
 * @param confirmWithin how long the link in the mail works
 * @param choosePasswordWithin how long the link in the approval mail works
 * @param accountLifetime when an approved account ends; zero: never
 * @param perAddress how many requests one network address may make in an hour
 */
@ConfigurationProperties("arcipelago.identity.registration")
record RegistrationSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("optional") FieldBehaviour notes,
        @DefaultValue List<String> defaultGroups,
        @DefaultValue List<String> notifyAddresses,
        @DefaultValue("7d") Duration confirmWithin,
        @DefaultValue("7d") Duration choosePasswordWithin,
        @DefaultValue("0") Duration accountLifetime,
        @DefaultValue("10") int perAddress) {

    /** How the form treats a field. */
    enum FieldBehaviour {
        MANDATORY,
        OPTIONAL,
        HIDDEN
    }

    RegistrationSettings {
        defaultGroups = List.copyOf(defaultGroups);
        notifyAddresses = List.copyOf(notifyAddresses);
    }
}
