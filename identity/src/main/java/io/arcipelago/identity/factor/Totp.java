package io.arcipelago.identity.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps (RFC 6238) with what all apps know: HMAC-SHA-1, six digits and steps
 * of 30 s. The clock of a phone may be one step off.
 */
final class Totp {

    static final int STEP_SECONDS = 30;

    private static final int DRIFT_STEPS = 1;
    private static final int KEY_BYTES = 20;
    private static final int MODULUS = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new key of 160 random bits in base32. */
    static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base32.encode(key);
    }

    static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a key, in base32, for a time step. */
    static String code(String key, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base32.decode(key), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            // RFC 4226, section 5.3: the last four bits choose which 31 bits make the number.
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
            return "%06d".formatted(number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot compute HMAC-SHA-1", e);
        }
    }

    /** The step that the code belongs to, if that is the present one or a neighbour. */
    static OptionalLong matchingStep(String key, String code, Instant now) {
        OptionalLong found = OptionalLong.empty();
        long present = stepAt(now);
        for (long step = present - DRIFT_STEPS; step <= present + DRIFT_STEPS; step++) {
            if (same(code(key, step), code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
