package io.arcipelago.identity.scope;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A scope as an administrator sends it; unknown members are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScopeRequest(
        @Nullable Long id,
        @Nullable String value,
        @Nullable String description,
        @Nullable String icon,
        @Nullable Boolean defaultScope,
        @Nullable Boolean restricted) {

    /** RFC 6749, section 3.3. */
    private static final Pattern FORM = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}");

    private static final int TEXT_MAX = 1024;

    /** The scope that is meant. */
    Scope scope(long number) {
        String text = value == null ? "" : value.strip();
        if (!FORM.matcher(text).matches()) {
            throw ApiFailure.badRequest(
                    "invalid-scope",
                    "value must have 1 to 255 printable ASCII characters without blanks, quotes"
                            + " and backslashes");
        }
        Scopes.fault(List.of(text))
                .ifPresent(fault -> {
                    throw ApiFailure.badRequest("invalid-scope", fault);
                });
        Scope scope =
                new Scope(
                        number,
                        text,
                        limited("description", description),
                        limited("icon", icon),
                        Boolean.TRUE.equals(defaultScope),
                        Boolean.TRUE.equals(restricted));
        if (scope.defaultScope() && scope.restricted()) {
            throw ApiFailure.badRequest(
                    "invalid-scope",
                    "A restricted scope cannot be a default scope: every client would get it");
        }
        return scope;
    }

    private static String limited(String member, @Nullable String text) {
        String given = text == null ? "" : text.strip();
        if (given.length() > TEXT_MAX || given.indexOf('\0') >= 0) {
            throw ApiFailure.badRequest(
                    "invalid-scope", member + " must have at most " + TEXT_MAX + " characters");
        }
        return given;
    }
}
