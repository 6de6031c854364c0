package io.arcipelago.identity.registration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param requireExternalAuthentication whether only people whom an upstream provider knows may ask
 * @param fields how claims of the provider fill {@code username}, {@code name}, {@code surname} and
 *     {@code email}
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
        @DefaultValue("10") int perAddress,
        @DefaultValue("false") boolean requireExternalAuthentication,
        @DefaultValue Map<String, ExternalField> fields) {

    /** How the form treats a field. */
    enum FieldBehaviour {
        MANDATORY,
        OPTIONAL,
        HIDDEN
    }

    /**
     * A field that a provider's claim fills.
     *
     * @param readOnly whether the claim, if there is one, is taken instead of what people type
     * @param externalAuthAttribute the claim; blank: the field's usual one
     */
    record ExternalField(
            @DefaultValue("false") boolean readOnly,
            @DefaultValue("") String externalAuthAttribute) {}

    RegistrationSettings {
        fields = Map.copyOf(fields);
        defaultGroups = List.copyOf(defaultGroups);
        notifyAddresses = List.copyOf(notifyAddresses);
    }
}
