package io.arcipelago.identity.client.registration;

import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people may read about a client. Addresses are links in our pages, so only http(s). */
final class DetailRules {

    private static final int NAME_MIN = 4;
    private static final int NAME_MAX = 256;
    private static final int DESCRIPTION_MAX = 1024;
    private static final int URI_MAX = 2048;
    private static final int CONTACTS_MAX = 20;
    private static final int CONTACT_MAX = 256;

    /** Control characters, marks that change the direction of writing, line separators. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private DetailRules() {}

    /** The details of a request; what is missing is empty (RFC 7592, section 2.2). */
    static Registration.Details details(ClientRequest request, String authMethod) {
        List<String> contacts =
                List.copyOf(RegistrationRules.values("contacts", request.contacts(), CONTACTS_MAX));
        contacts.forEach(contact -> limit("contacts", contact, CONTACT_MAX));
        return new Registration.Details(
                limit("client_description", text(request.clientDescription()), DESCRIPTION_MAX),
                link("client_uri", request.clientUri()),
                link("logo_uri", request.logoUri()),
                link("tos_uri", request.tosUri()),
                link("policy_uri", request.policyUri()),
                link("jwks_uri", request.jwksUri()),
                KeyRules.publicKeys(request),
                contacts,
                authMethod.equals(AuthMethods.NONE) ? AuthMethods.BASIC : authMethod,
                Boolean.TRUE.equals(request.requirePushedAuthorizationRequests()));
    }

    /** The client's name: what it asks for, else what it has. */
    static String name(@Nullable String requested, String had) {
        String name = text(requested);
        if (name.isEmpty()) {
            return had;
        }
        // People see it where they decide whether to trust the client: one line, as it is written.
        if (name.length() < NAME_MIN || UNSEEN.matcher(name).find()) {
            throw ApiFailure.badRequest(
                    "invalid-client-name",
                    "client_name must have "
                            + NAME_MIN
                            + " to "
                            + NAME_MAX
                            + " characters, no line breaks and none that cannot be seen");
        }
        return limit("client_name", name, NAME_MAX);
    }

    private static Optional<String> link(String member, @Nullable String value) {
        String text = limit(member, text(value), URI_MAX);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme()))) {
                return Optional.of(text);
            }
        } catch (IllegalArgumentException notAUri) {
            // Refused below, in the same words.
        }
        throw ApiFailure.badRequest(
                "invalid-uri", member + " must be an absolute http or https address");
    }

    static String limit(String member, String value, int maximum) {
        if (value.length() > maximum || value.indexOf('\0') >= 0) {
            throw ApiFailure.badRequest(
                    "invalid-value",
                    member + " must have at most " + maximum + " characters, none of them NUL");
        }
        return value;
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
