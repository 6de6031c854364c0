package io.arcipelago.identity.password;

import io.arcipelago.platform.web.ApiFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Which passwords are accepted: 12 characters of any kind, or 8 with a lower-case letter, an
 * upper-case letter, a digit and another character; not the user name, and none of those that are
 * tried first. A long phrase beats a short riddle (NIST SP 800-63B, section 3.1.1).
 */
public final class PasswordPolicy {

    private static final int LONG = 12;
    private static final int SHORT = 8;

    /** What the hash reads. */
    private static final int MOST_BYTES = 72;

    /** Words that make up the passwords which are tried first. */
    private static final List<String> COMMON =
            List.of(
                    "password",
                    "passw0rd",
                    "qwerty",
                    "qwertz",
                    "azerty",
                    "letmein",
                    "welcome",
                    "iloveyou",
                    "admin",
                    "dragon",
                    "monkey",
                    "football",
                    "sunshine",
                    "princess",
                    "abc",
                    "1q2w3e4r",
                    "changeme",
                    "secret",
                    "master",
                    "trustno1",
                    "arcipelago");

    private PasswordPolicy() {}

    /** Raises a bad request that says what is wrong; the password is not repeated. */
    public static void check(String password, String account) {
        String username = account.toLowerCase(Locale.ROOT);
        int length = password.codePointCount(0, password.length());
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw weak("has more than 72 bytes; choose a shorter one");
        }
        if (length < SHORT || (length < LONG && !mixed(password))) {
            throw weak(
                    "is too short; use at least 12 characters, or 8 with lower-case and upper-case"
                            + " letters, digits and other characters");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        // A very short name is part of many good passwords.
        if (username.length() >= 4 ? plain.contains(username) : plain.equals(username)) {
            throw weak("contains the user name; choose another one");
        }
        if (common(plain) || plain.chars().distinct().count() < 5) {
            throw weak("is one of those that are tried first; choose another one");
        }
    }

    /** A common word with nothing but digits and signs around it, or a run such as 123456789012. */
    private static boolean common(String plain) {
        String letters = plain.replaceAll("^[^a-z]+|[^a-z]+$", "");
        return COMMON.stream()
                        .anyMatch(word ->
                                plain.equals(word)
                                        || letters.equals(word)
                                        || letters.equals(word + word))
                || (plain.matches("[\\d\\W_]+") && run(plain));
    }

    private static boolean run(String digits) {
        int steady = 0;
        for (int i = 1; i < digits.length(); i++) {
            int step = digits.charAt(i) - digits.charAt(i - 1);
            if (Math.abs(step) <= 1 || Math.abs(step) == 9) {
                steady++;
            }
        }
        return steady >= digits.length() - 2;
    }

    private static boolean mixed(String password) {
        return password.chars().anyMatch(Character::isLowerCase)
                && password.chars().anyMatch(Character::isUpperCase)
                && password.chars().anyMatch(Character::isDigit)
                && password.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
    }

    private static ApiFailure weak(String what) {
        return ApiFailure.badRequest("weak-password", "The password " + what);
    }
}
