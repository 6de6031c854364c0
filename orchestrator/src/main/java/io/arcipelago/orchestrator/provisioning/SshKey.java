package io.arcipelago.orchestrator.provisioning;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key pair in OpenSSH's forms: the public key as a line of {@code authorized_keys} (RFC
 * 8709), the private key as an unencrypted {@code openssh-key-v1} file (PROTOCOL.key of OpenSSH).
 */
public record SshKey(String publicLine, String privateFile) {

    private static final int KEY_BYTES = 32;
    private static final String TYPE = "ssh-ed25519";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes a new pair; the comment ends up in both files. */
    public static SshKey generate(String comment) {
        KeyPair pair = newPair();
        byte[] publicKey = tail(pair.getPublic().getEncoded());
        byte[] seed = tail(pair.getPrivate().getEncoded());
        byte[] publicBlob = new Writer().text(TYPE).bytes(publicKey).done();
        String line = TYPE + " " + Base64.getEncoder().encodeToString(publicBlob) + " " + comment;
        return new SshKey(line, privateFile(publicBlob, publicKey, seed, comment));
    }

    private static String privateFile(
            byte[] publicBlob, byte[] publicKey, byte[] seed, String comment) {
        int check = RANDOM.nextInt();
        byte[] both = Arrays.copyOf(seed, 2 * KEY_BYTES);
        System.arraycopy(publicKey, 0, both, KEY_BYTES, KEY_BYTES);
        Writer secret =
                new Writer()
                        .number(check)
                        .number(check)
                        .text(TYPE)
                        .bytes(publicKey)
                        .bytes(both)
                        .text(comment);
        byte pad = 1;
        while (secret.size() % 8 != 0) {
            secret.raw(new byte[] {pad++});
        }
        byte[] file =
                new Writer()
                        .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                        .text("none")
                        .text("none")
                        .text("")
                        .number(1)
                        .bytes(publicBlob)
                        .bytes(secret.done())
                        .done();
        String body = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + body
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /** The raw key ends both of Java's encodings (RFC 8410). */
    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    @Override
    public String toString() {
        return "SshKey[" + publicLine + "]";
    }

    /** Writes the SSH data types (RFC 4251, section 5). */
    private static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Writer number(int value) {
            return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        }

        Writer bytes(byte[] bytes) {
            return number(bytes.length).raw(bytes);
        }

        Writer text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        int size() {
            return out.size();
        }

        byte[] done() {
            return out.toByteArray();
        }
    }
}
