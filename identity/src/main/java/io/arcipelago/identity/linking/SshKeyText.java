package io.arcipelago.identity.linking;

import io.arcipelago.platform.web.ApiFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/** Public SSH keys as text (RFC 4253, section 6.6). */
final class SshKeyText {

    private static final int LONGEST = 8192;
    private static final int LONGEST_TYPE = 64;

    private static final Set<String> TYPES =
            Set.of(
                    "ssh-rsa",
                    "ssh-ed25519",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "sk-ssh-ed25519@openssh.com",
                    "sk-ecdsa-sha2-nistp256@openssh.com");

    private SshKeyText() {}

    /**
     * The fingerprint of a key, given as in {@code authorized_keys} without options or as base64
     * alone; raises a bad request if it is no public key.
     */
    static String fingerprint(String value) {
        String[] words = value.strip().split("[ \\t]+", 3);
        if (value.length() > LONGEST || value.strip().chars().anyMatch(c -> c < 32 && c != '\t')) {
            throw invalid();
        }
        boolean typed = TYPES.contains(words[0]);
        byte[] key = decode(typed && words.length > 1 ? words[1] : words[0]);
        String type = type(key);
        if (!TYPES.contains(type) || (typed && !type.equals(words[0]))) {
            throw invalid();
        }
        try {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
    }

    /** A key begins with the length and the name of its type. */
    private static String type(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 1 || length > LONGEST_TYPE || length >= buffer.remaining()) {
            throw invalid();
        }
        byte[] name = new byte[length];
        buffer.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static ApiFailure invalid() {
        return ApiFailure.badRequest(
                "invalid-ssh-key",
                "The SSH key cannot be read; send a public key such as 'ssh-ed25519 AAAA...'");
    }
}
