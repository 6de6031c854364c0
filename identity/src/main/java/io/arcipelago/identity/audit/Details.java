package io.arcipelago.identity.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an event has beside those of all events. They come from the service's own code,
 * never straight from a request; still, what looks like a secret, by its name or by its form, is
 * withheld here, so that a mistake elsewhere does not end up in the log.
 */
final class Details {

    static final String WITHHELD = "[withheld]";

    private static final int LONGEST_VALUE = 1000;
    private static final int MOST_ITEMS = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z@][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i).*(passw|secret|token|assertion|verifier|credential|otp|recovery"
                            + "|private|cookie|authorization).*|(?i)(.*[-_.])?code");

    /** Tokens of ours and of others (JWT), keys in PEM, and our own secrets of 256 random bits. */
    private static final Pattern SECRET_VALUE =
            Pattern.compile(
                    "eyJ[A-Za-z0-9_-]{8,}\\.|PRIVATE KEY|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}"
                            + "(?![A-Za-z0-9_-])");

    /** What is said of a secret without telling it. */
    private static final Set<String> HARMLESS = Set.of("replaced", "set", "removed", "rotated");

    /** Values that look like secrets and are made to be shown. */
    private static final Set<String> DIGESTS = Set.of("kid", "fingerprint", "thumbprint");

    /** Names that every event has. */
    private static final Set<String> TAKEN =
            Set.of(
                    "timestamp",
                    "@type",
                    "category",
                    "principal",
                    "message",
                    "source",
                    "eventId",
                    "time",
                    "remoteAddress",
                    "userAgent",
                    "requestId",
                    "traceId",
                    "outcome",
                    "clientId",
                    "actor",
                    "account",
                    "group",
                    "client",
                    "issuer");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a text; one without content adds nothing. */
    Details text(String name, String value) {
        String key = key(name);
        if (value.isEmpty()) {
            return this;
        }
        if (DIGESTS.contains(name)) {
            fields.put(key, bounded(value));
        } else {
            boolean secret = SECRET_NAME.matcher(name).matches() && !HARMLESS.contains(value);
            fields.put(key, secret ? WITHHELD : shown(value));
        }
        return this;
    }

    /** Adds a list of texts, such as scopes. */
    Details texts(String name, Iterable<String> values) {
        List<String> shown = new ArrayList<>();
        for (String value : values) {
            if (shown.size() < MOST_ITEMS) {
                shown.add(shown(value));
            }
        }
        fields.put(key(name), List.copyOf(shown));
        return this;
    }

    /** Adds an object, each of whose members is a text. */
    Details object(String name, Map<String, String> members) {
        Details inner = new Details();
        members.forEach(inner::text);
        fields.put(key(name), inner.fields());
        return this;
    }

    /**
     * Adds claims of a token of ours; only those that are named here, none of which is personal.
     */
    Details claims(Map<String, Object> claims) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "nbf",
                        "jti",
                        "client_id",
                        "scope",
                        "wlcg.ver",
                        "wlcg.groups",
                        "acr",
                        "act",
                        "auth_time",
                        "grant_id")) {
            Object value = claims.get(name);
            if (value != null) {
                shown.put(name, value);
            }
        }
        fields.put("payload", Collections.unmodifiableMap(shown));
        return this;
    }

    /** What the service says in texts of its own; lists of scopes and of accounts are split. */
    Details all(Map<String, String> details) {
        details.forEach((name, value) -> {
            switch (name) {
                case "scope", "scopes" -> texts("scopes", split(value));
                case "accounts" -> texts("accounts", split(value));
                default -> text(name, value);
            }
        });
        return this;
    }

    Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** The text without control characters, which would let it pretend to be lines of its own. */
    static String clean(@Nullable String text) {
        return text == null ? "" : CONTROL.matcher(text).replaceAll(" ").strip();
    }

    private static String shown(String value) {
        return SECRET_VALUE.matcher(value).find() ? WITHHELD : bounded(value);
    }

    private static String bounded(String value) {
        String clean = clean(value);
        return clean.length() > LONGEST_VALUE ? clean.substring(0, LONGEST_VALUE) + "…" : clean;
    }

    private static String key(String name) {
        String known = NAME.matcher(name).matches() ? name : "other";
        return TAKEN.contains(known) ? known + "Detail" : known;
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
