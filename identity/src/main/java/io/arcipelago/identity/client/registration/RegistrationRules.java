package io.arcipelago.identity.client.registration;

import io.arcipelago.platform.web.ApiFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which grants and redirect URIs a client may have. Pure rules. */
final class RegistrationRules {

    static final String CODE = "authorization_code";
    static final String REFRESH = "refresh_token";
    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    static final String OFFLINE_ACCESS = "offline_access";

    private static final Set<String> KNOWN_GRANTS =
            Set.of(CODE, REFRESH, CLIENT_CREDENTIALS, EXCHANGE, DEVICE);
    private static final Set<String> NEEDS_SECRET = Set.of(CLIENT_CREDENTIALS, EXCHANGE);
    private static final int MAX_VALUES = 50;

    private RegistrationRules() {}

    /**
     * The grants that the client gets.
     *
     * @param had what it has already, whoever gave it; it may be asked for again
     */
    static Set<String> grants(
            @Nullable List<@Nullable String> requested,
            Set<String> had,
            Actor actor,
            Set<String> scopes,
            boolean isPublic) {
        Set<String> grants = new LinkedHashSet<>(values("grant_types", requested, 10));
        if (grants.isEmpty()) {
            grants.addAll(had.isEmpty() ? Set.of(CODE) : had);
        }
        for (String grant : grants) {
            boolean allowed =
                    KNOWN_GRANTS.contains(grant)
                            && (had.contains(grant) || actor.writes() || open(grant, actor));
            if (!allowed) {
                throw ApiFailure.badRequest(
                        "grant-type-not-allowed", "Grant type not allowed: " + shown(grant));
            }
            if (isPublic && NEEDS_SECRET.contains(grant)) {
                throw ApiFailure.badRequest(
                        "grant-type-not-allowed",
                        "Grant type not allowed: " + grant + " needs a client that authenticates");
            }
        }
        if (scopes.contains(OFFLINE_ACCESS)) {
            grants.add(REFRESH);
        }
        return grants;
    }

    /** What anybody may ask for; a person with an account may also act without a person. */
    private static boolean open(String grant, Actor actor) {
        return switch (grant) {
            case CODE, REFRESH, DEVICE -> true;
            case CLIENT_CREDENTIALS -> actor.account().isPresent();
            default -> false;
        };
    }

    /** The redirect URIs, all of them good; a client that uses codes has at least one. */
    static Set<String> redirectUris(
            @Nullable List<@Nullable String> requested, Set<String> had, Set<String> grants) {
        Set<String> uris = values("redirect_uris", requested, MAX_VALUES);
        uris.stream().filter(uri -> !had.contains(uri)).forEach(RedirectUris::check);
        Set<String> result = requested == null ? had : uris;
        if (result.isEmpty() && grants.contains(CODE)) {
            throw ApiFailure.badRequest(
                    "invalid-redirect-uri",
                    "invalid redirect_uri: a client that uses authorization_code needs at least"
                            + " one");
        }
        return result;
    }

    /** A list of a request without empty values, bounded. */
    static Set<String> values(String member, @Nullable List<@Nullable String> given, int maximum) {
        if (given == null) {
            return Set.of();
        }
        Set<String> values =
                given.stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        if (values.size() > maximum) {
            throw ApiFailure.badRequest(
                    "too-many-values",
                    "%s has %d values; at most %d are possible"
                            .formatted(member, values.size(), maximum));
        }
        return values;
    }

    /** A value of the caller's in a message: short, and without line breaks. */
    static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 100 ? line.substring(0, 100) + "..." : line;
    }
}
