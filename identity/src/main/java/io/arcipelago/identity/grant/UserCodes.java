package io.arcipelago.identity.grant;

import io.arcipelago.identity.Secrets;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The codes that people type (RFC 8628, section 6.1): eight consonants with a hyphen in the middle,
 * 34 bits. No vowels, so that no words appear, and no digits, so that nothing looks alike.
 */
final class UserCodes {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UserCodes() {}

    /** A new code, such as {@code WDJB-MJHT}. */
    static String random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i == LENGTH / 2) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** What is stored of a code; how it is spaced, hyphenated or in which case does not matter. */
    static String digest(String typed) {
        StringBuilder letters = new StringBuilder();
        typed.toUpperCase(Locale.ROOT)
                .chars()
                .filter(letter -> ALPHABET.indexOf(letter) >= 0)
                .limit(LENGTH + 1L)
                .forEach(letter -> letters.append((char) letter));
        return Secrets.digest(letters.toString());
    }
}
