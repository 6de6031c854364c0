package io.arcipelago.identity.registration;

import io.arcipelago.identity.linking.Newcomer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which claims of an upstream provider fill which fields of the form. */
@Component
class ExternalFields {

    private static final Map<String, String> USUAL =
            Map.of(
                    "username", "preferred_username",
                    "name", "given_name",
                    "surname", "family_name",
                    "email", "email");

    private final RegistrationSettings settings;

    ExternalFields(RegistrationSettings settings) {
        this.settings = settings;
        settings.fields().keySet().stream()
                .filter(name -> !USUAL.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "arcipelago.identity.registration.fields."
                                    + name
                                    + " is no field; there are username, name, surname and email");
                });
    }

    boolean readOnly(String field) {
        return setting(field).map(RegistrationSettings.ExternalField::readOnly).orElse(false);
    }

    /** The name of the claim. */
    String claim(String field) {
        return setting(field)
                .map(RegistrationSettings.ExternalField::externalAuthAttribute)
                .filter(claim -> !claim.isBlank())
                .orElseGet(() -> USUAL.getOrDefault(field, ""));
    }

    /** What the form shows first. */
    String suggestion(String field, Newcomer newcomer) {
        return newcomer.claim(claim(field));
    }

    /** The form with the provider's words in the fields that are read-only. */
    RegistrationForm apply(RegistrationForm form, Optional<Newcomer> newcomer) {
        return newcomer.map(known ->
                        new RegistrationForm(
                                chosen("username", form.username(), known),
                                chosen("name", form.givenname(), known),
                                chosen("surname", form.familyname(), known),
                                chosen("email", form.email(), known),
                                form.notes(),
                                form.labels()))
                .orElse(form);
    }

    private @Nullable String chosen(String field, @Nullable String typed, Newcomer newcomer) {
        String told = suggestion(field, newcomer);
        return readOnly(field) && !told.isEmpty() ? told : typed;
    }

    private Optional<RegistrationSettings.ExternalField> setting(String field) {
        return Optional.ofNullable(settings.fields().get(field));
    }
}
