package io.arcipelago.identity.account;

import io.arcipelago.identity.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Slow hashes of passwords: bcrypt with cost 10, in Spring's delegating form ({@code {bcrypt}…}),
 * so that another algorithm can follow without touching stored hashes.
 */
@Component
public class PasswordHashes {

    private static final int COST = 10;

    /** What bcrypt reads; it would ignore the rest, so longer passwords are refused. */
    private static final int MAX_BYTES = 72;

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder(
                    "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(COST)));

    /** Made at the first use: a hash costs tens of milliseconds that a start need not pay. */
    private final AtomicReference<@Nullable String> nobodys = new AtomicReference<>();

    /**
     * The hash to store.
     *
     * @throws IllegalArgumentException if the password is longer than 72 bytes
     */
    public String hash(String password) {
        if (tooLong(password)) {
            throw new IllegalArgumentException(
                    "The password has more than 72 bytes; choose a shorter one");
        }
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder made no hash");
        }
        return hash;
    }

    /**
     * Whether the password belongs to the hash. An empty hash belongs to no password, and costs as
     * much time to refuse as any other, so that the answer's delay tells nobody who has an account.
     */
    public boolean matches(String password, String hash) {
        boolean known = !hash.isEmpty();
        boolean same =
                encoder.matches(tooLong(password) ? "" : password, known ? hash : nobodysHash());
        return same && known && !tooLong(password);
    }

    private String nobodysHash() {
        String hash = nobodys.get();
        if (hash == null) {
            hash = hash(Secrets.random());
            nobodys.set(hash);
        }
        return hash;
    }

    private static boolean tooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}
