package io.arcipelago.identity.account;

import io.arcipelago.identity.Secrets;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Slow hashes of passwords: Argon2id (RFC 9106) in Spring's delegating form ({@code {argon2}…}).
 * Hashes by bcrypt, or by Argon2id with smaller parameters, are still read and are replaced when
 * their password is next given. Only so many run at once that they cannot exhaust the memory.
 */
@Component
public class PasswordHashes {

    private static final String ARGON2 = "argon2";
    private static final String BCRYPT = "bcrypt";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int BCRYPT_COST = 10;

    /** What bcrypt reads; it would ignore the rest, so longer passwords are refused. */
    private static final int MAX_BYTES = 72;

    /** How often it is looked whether hashes by bcrypt are left. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private record Bcrypts(boolean left, Instant seenAt) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final PasswordHashSettings settings;
    private final Semaphore turns;
    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(BCRYPT_COST);
    private final PasswordEncoder encoder;

    /** Made at the first use: a hash costs tens of milliseconds that a start need not pay. */
    private final AtomicReference<@Nullable String> nobodys = new AtomicReference<>();

    private final AtomicReference<@Nullable String> nobodysBcrypt = new AtomicReference<>();
    private final AtomicReference<@Nullable Bcrypts> bcrypts = new AtomicReference<>();

    PasswordHashes(JdbcClient jdbc, InstantSource clock, PasswordHashSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.turns = new Semaphore(settings.concurrent(), true);
        this.encoder =
                new DelegatingPasswordEncoder(
                        ARGON2,
                        Map.of(
                                ARGON2,
                                new Argon2PasswordEncoder(
                                        SALT_BYTES,
                                        HASH_BYTES,
                                        settings.parallelism(),
                                        settings.memoryKilobytes(),
                                        settings.iterations()),
                                BCRYPT,
                                bcrypt));
    }

    /**
     * The hash to store.
     *
     * @throws IllegalArgumentException if the password is longer than 72 bytes
     * @throws ApiFailure 503 if too many passwords are being hashed
     */
    public String hash(String password) {
        if (tooLong(password)) {
            throw new IllegalArgumentException(
                    "The password has more than 72 bytes; choose a shorter one");
        }
        return inTurn(() -> encoded(encoder, password));
    }

    /**
     * Whether the password belongs to the hash; if so, and the hash is of an older kind, a new one
     * takes its place. An empty hash belongs to no password, and costs as much time to refuse as
     * any other, so that the answer's delay tells nobody who has an account.
     *
     * @throws ApiFailure 503 if too many passwords are being checked
     */
    public boolean matches(String password, String hash) {
        boolean known = !hash.isEmpty();
        String tried = tooLong(password) ? "" : password;
        return inTurn(() -> {
            boolean old = hash.startsWith("{" + BCRYPT + "}");
            boolean same = encoder.matches(tried, known ? hash : made(nobodys, encoder));
            // While hashes of both kinds are about, each check costs one of each.
            if (old && !same) {
                encoder.matches(tried, made(nobodys, encoder));
            } else if (!old && bcryptsLeft()) {
                bcrypt.matches(tried, made(nobodysBcrypt, bcrypt));
            }
            boolean good = same && known && !tooLong(password);
            if (good && encoder.upgradeEncoding(hash)) {
                replace(hash, encoded(encoder, password));
            }
            return good;
        });
    }

    /** A hash is salted, so it belongs to one account; one that was changed meanwhile stays. */
    private void replace(String old, String fresh) {
        jdbc.sql("update identity.account set password_hash = :fresh where password_hash = :old")
                .param("fresh", fresh)
                .param("old", old)
                .update();
    }

    private boolean bcryptsLeft() {
        Instant now = clock.instant();
        Bcrypts known = bcrypts.get();
        if (known == null || !now.isBefore(known.seenAt().plus(LOOK_AGAIN))) {
            known =
                    new Bcrypts(
                            jdbc.sql(
                                            """
                                            select exists (select from identity.account
                                                            where password_hash like '{bcrypt}%')
                                            """)
                                    .query(Boolean.class)
                                    .single(),
                            now);
            bcrypts.set(known);
        }
        return known.left();
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static ApiFailure busy() {
        return new ApiFailure(
                HttpStatus.SERVICE_UNAVAILABLE,
                FailureClass.TRANSIENT,
                "busy",
                "Too many people sign in at this moment; try again in a few seconds",
                Map.of());
    }

    private static String made(
            AtomicReference<@Nullable String> place, PasswordEncoder withEncoder) {
        String hash = place.get();
        if (hash == null) {
            hash = encoded(withEncoder, Secrets.random());
            place.set(hash);
        }
        return hash;
    }

    private static String encoded(PasswordEncoder withEncoder, String password) {
        String hash = withEncoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder made no hash");
        }
        return hash;
    }

    private static boolean tooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}
