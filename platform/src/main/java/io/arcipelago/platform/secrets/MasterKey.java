package io.arcipelago.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that encrypts data keys. Its id is computed from it, tells nothing about it and is public.
 */
final class MasterKey {

    static final int BYTES = 32;

    private static final int ID_BYTES = 8;

    private final String id;
    private final SecretKey key;

    private MasterKey(String id, SecretKey key) {
        this.id = id;
        this.key = key;
    }

    /**
     * @param source named in the error, such as {@code arcipelago.secrets.key}
     * @throws SecretException if the text is not 32 bytes in Base64
     */
    static MasterKey fromBase64(String text, String source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            // Without its cause: the decoder's message quotes the key's characters.
            throw malformed(source);
        }
        if (bytes.length != BYTES) {
            throw malformed(source);
        }
        return new MasterKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static SecretException malformed(String source) {
        return new SecretException(
                "%s must be %d random bytes in Base64; make one with: openssl rand -base64 %d"
                        .formatted(source, BYTES, BYTES));
    }

    private static String idOf(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest =
                    mac.doFinal("arcipelago master key id".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is not usable in this JVM", e);
        }
    }

    String id() {
        return id;
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
