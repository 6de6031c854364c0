package io.arcipelago.orchestrator.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes secrets out of lines before anybody sees them. */
final class Redaction {

    private static final String HIDDEN = "(hidden)";

    /** Shorter texts would hide ordinary words. */
    private static final int SHORTEST = 4;

    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)",
                    Pattern.DOTALL);

    private final List<String> secrets;

    Redaction(Set<String> secrets) {
        this.secrets =
                secrets.stream()
                        .filter(secret -> secret.length() >= SHORTEST)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    String clean(String text) {
        String clean = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
        for (String secret : secrets) {
            clean = clean.replace(secret, HIDDEN);
        }
        return clean;
    }
}
