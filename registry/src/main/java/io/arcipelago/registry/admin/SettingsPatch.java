package io.arcipelago.registry.admin;

import com.google.re2j.Pattern;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.state.ProviderSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A merge patch of settings (RFC 7396): what is named is set, or taken back by null, and the rest
 * stays.
 */
record SettingsPatch(JsonNode body, String why) {

    private static final Set<String> MEMBERS =
            Set.of("status", "description", "supportEmails", "isPublic", "why");
    private static final int LONGEST = 4000;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,;<>\"]{1,64}@[A-Za-z0-9.-]{1,253}");

    /**
     * @throws ApiFailure 400 that names the member and the remedy
     */
    static SettingsPatch read(JsonNode body) {
        if (!body.isObject()) {
            throw bad("Send a JSON object with some of %s.".formatted(new TreeSet<>(MEMBERS)));
        }
        for (String member : body.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw bad(
                        "Member '%s' cannot be set; use some of %s."
                                .formatted(member, new TreeSet<>(MEMBERS)));
            }
        }
        JsonNode why = body.get("why");
        SettingsPatch patch =
                new SettingsPatch(
                        body,
                        Reasons.require(why != null && why.isString() ? why.asString() : null));
        patch.applied(ProviderSettings.NONE);
        return patch;
    }

    ProviderSettings applied(ProviderSettings known) {
        return new ProviderSettings(
                body.has("status") ? status(body.get("status")) : known.status(),
                body.has("description") ? text(body.get("description")) : known.description(),
                body.has("supportEmails")
                        ? emails(body.get("supportEmails"))
                        : known.supportEmails(),
                body.has("isPublic") ? flag(body.get("isPublic")) : known.isPublic());
    }

    private static @Nullable ProviderStatus status(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        String word = value.isString() ? value.asString() : "";
        return Arrays.stream(ProviderStatus.values())
                .filter(status -> status != ProviderStatus.LIMITED)
                .filter(status -> status.wire().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> bad("Member status must be active, maintenance, removed or null."));
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()
                || value.asString().length() > LONGEST
                || value.asString().indexOf('\0') >= 0) {
            throw bad(
                    "Member description must be a text of at most %d characters, or null."
                            .formatted(LONGEST));
        }
        return value.asString();
    }

    private static @Nullable List<String> emails(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            throw bad("Member supportEmails must be an array of e-mail addresses, or null.");
        }
        List<String> emails = new ArrayList<>();
        for (JsonNode email : value) {
            if (!email.isString() || !EMAIL.matches(email.asString())) {
                throw bad("Member supportEmails has something that is not an e-mail address.");
            }
            emails.add(email.asString());
        }
        return emails;
    }

    private static @Nullable Boolean flag(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw bad("Member isPublic must be true, false or null.");
        }
        return value.asBoolean();
    }

    private static ApiFailure bad(String message) {
        return ApiFailure.badRequest("invalid-settings", message);
    }
}
