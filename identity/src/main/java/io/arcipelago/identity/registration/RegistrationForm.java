package io.arcipelago.identity.registration;

import io.arcipelago.identity.mail.MailAddresses;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person fills in. A password is not among it: it is chosen after the approval, when the
 * mail address is known to be the person's.
 */
record RegistrationForm(
        @Nullable String username,
        @Nullable String givenname,
        @Nullable String familyname,
        @Nullable String email,
        @Nullable String notes,
        @Nullable List<RegistrationRequest.Label> labels) {

    private static final Pattern USERNAME =
            Pattern.compile("[a-z_]([a-z0-9_@.-]{0,31}|[a-z0-9_@.-]{0,30}\\$)");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,63}");
    private static final Pattern LABEL_PREFIX =
            Pattern.compile("(?=.{0,256}$)([a-zA-Z0-9][a-zA-Z0-9.-]*)?");
    private static final int SHORTEST = 2;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_NOTES = 2000;
    private static final int LONGEST_LABEL = 64;
    private static final int MOST_LABELS = 20;

    /** The form without blanks around the fields, or a bad request that names the field. */
    RegistrationForm checked(RegistrationSettings.FieldBehaviour notesBehaviour) {
        String name = text(username).toLowerCase(Locale.ROOT);
        if (name.length() < SHORTEST || !USERNAME.matcher(name).matches()) {
            throw invalid(
                    "username must have 2 to 32 characters: lower-case letters, digits and _ @ . -,"
                            + " beginning with a letter or _");
        }
        String mail = text(email);
        if (!MailAddresses.good(mail)) {
            throw invalid("email is no mail address");
        }
        String why = text(notes);
        if (why.length() > LONGEST_NOTES) {
            throw invalid("notes is longer than " + LONGEST_NOTES + " characters");
        }
        boolean hidden = notesBehaviour == RegistrationSettings.FieldBehaviour.HIDDEN;
        if (why.isEmpty() && notesBehaviour == RegistrationSettings.FieldBehaviour.MANDATORY) {
            throw invalid("notes is missing; say why you want an account");
        }
        return new RegistrationForm(
                name,
                personName("givenname", givenname),
                personName("familyname", familyname),
                mail,
                hidden ? "" : why,
                checkedLabels());
    }

    private List<RegistrationRequest.Label> checkedLabels() {
        List<RegistrationRequest.Label> given = labels == null ? List.of() : labels;
        if (given.size() > MOST_LABELS) {
            throw invalid("labels has more than " + MOST_LABELS + " entries");
        }
        for (RegistrationRequest.Label label : given) {
            String value = text(label.value());
            if (!LABEL_NAME.matcher(text(label.name())).matches()
                    || !LABEL_PREFIX.matcher(text(label.prefix())).matches()
                    || value.length() > LONGEST_LABEL
                    || value.chars().anyMatch(Character::isISOControl)) {
                throw invalid("labels has an entry of the wrong form");
            }
        }
        return given;
    }

    private static String personName(String field, @Nullable String value) {
        String name = text(value);
        if (name.length() < SHORTEST
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(field + " must have 2 to 128 characters");
        }
        return name;
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    static ApiFailure invalid(String what) {
        return ApiFailure.badRequest(
                "invalid-registration", "Invalid registration request: " + what);
    }
}
