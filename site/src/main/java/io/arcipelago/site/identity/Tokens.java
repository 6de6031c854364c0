package io.arcipelago.site.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens that carry their content under a signature, like Keystone's own: nothing is stored per
 * token, and they outlive a restart. Content is signed, not hidden; it holds no secret.
 */
final class Tokens {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final InstantSource clock;

    private Tokens(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /** Reads the signing key, or makes one that only the owner may read. */
    static Tokens open(Path keyFile, InstantSource clock) {
        try {
            if (!Files.exists(keyFile)) {
                byte[] fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                Path next = keyFile.resolveSibling(keyFile.getFileName() + ".next");
                Files.deleteIfExists(next);
                Files.createFile(
                        next,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(next, fresh, StandardOpenOption.WRITE);
                Files.move(next, keyFile);
            }
            byte[] key = Files.readAllBytes(keyFile);
            if (key.length != KEY_BYTES) {
                throw new IOException("it does not hold " + KEY_BYTES + " bytes; delete it");
            }
            return new Tokens(key, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the token key " + keyFile, e);
        }
    }

    String issue(TokenContent content) {
        String payload = encode(MAPPER.writeValueAsBytes(content));
        return payload + "." + encode(signature(payload));
    }

    /** Empty if the token is not ours, was altered, or has ended. */
    Optional<TokenContent> read(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String payload = token.substring(0, dot);
            byte[] claimed = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature(payload), claimed)) {
                return Optional.empty();
            }
            TokenContent content =
                    MAPPER.readValue(Base64.getUrlDecoder().decode(payload), TokenContent.class);
            return Optional.of(content).filter(it -> clock.instant().isBefore(it.expiresAt()));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private byte[] signature(String payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
