package io.arcipelago.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Secrets in the table {@code platform.secret}. Each has its own data key, which a master key
 * wraps; both ciphertexts are bound to the secret's owner and name, so that a row copied to another
 * name is not readable there.
 */
public final class DatabaseSecretStore implements SecretStore {

    private static final int DATA_KEY_BYTES = 32;
    private static final int REWRAP_BATCH = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final MasterKeys keys;

    DatabaseSecretStore(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transaction,
            MasterKeys keys) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.keys = keys;
    }

    @Override
    public void put(SecretRef ref, String value) {
        byte[] dataKey = AesGcm.randomBytes(DATA_KEY_BYTES);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        MasterKey master = keys.current();
        jdbc.sql(
                        """
                        insert into platform.secret (owner, name, key_id, wrapped_key, ciphertext)
                        values (:owner, :name, :keyId, :wrappedKey, :ciphertext)
                        on conflict (owner, name) do update
                        set key_id = excluded.key_id,
                            wrapped_key = excluded.wrapped_key,
                            ciphertext = excluded.ciphertext,
                            changed_at = now()
                        """)
                .param("owner", ref.owner())
                .param("name", ref.name())
                .param("keyId", master.id())
                .param("wrappedKey", wrap(master, ref, dataKey))
                .param("ciphertext", AesGcm.encrypt(aes(dataKey), plain, valueContext(ref)))
                .update();
        Arrays.fill(dataKey, (byte) 0);
        Arrays.fill(plain, (byte) 0);
    }

    @Override
    public Optional<String> get(SecretRef ref) {
        return jdbc.sql(
                        """
                        select key_id, wrapped_key, ciphertext
                        from platform.secret
                        where owner = :owner and name = :name
                        """)
                .param("owner", ref.owner())
                .param("name", ref.name())
                .query((row, number) ->
                        new Sealed(
                                ref,
                                row.getString("key_id"),
                                row.getBytes("wrapped_key"),
                                row.getBytes("ciphertext")))
                .optional()
                .map(this::open);
    }

    private String open(Sealed secret) {
        byte[] dataKey = unwrap(secret);
        try {
            byte[] plain =
                    AesGcm.decrypt(aes(dataKey), secret.ciphertext(), valueContext(secret.ref()));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw tampered(secret.ref(), e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    @Override
    public void delete(SecretRef ref) {
        jdbc.sql("delete from platform.secret where owner = :owner and name = :name")
                .param("owner", ref.owner())
                .param("name", ref.name())
                .update();
    }

    @Override
    public void deleteAll(String owner) {
        jdbc.sql("delete from platform.secret where owner = :owner").param("owner", owner).update();
    }

    /**
     * Wraps every data key with the current master key, so that former keys can be thrown away. The
     * values stay as they are. Safe to run in several replicas, and again after a crash.
     *
     * @return how many secrets were rewrapped
     * @throws SecretException if a secret's key is not configured; what came before it is done
     */
    public int rewrap() {
        int total = 0;
        Integer done;
        do {
            done = transaction.execute(status -> rewrapBatch());
            total += done == null ? 0 : done;
        } while (done != null && done > 0);
        return total;
    }

    private int rewrapBatch() {
        MasterKey current = keys.current();
        List<Sealed> batch =
                jdbc.sql(
                                """
                                select owner, name, key_id, wrapped_key, ciphertext
                                from platform.secret
                                where key_id <> :current
                                order by owner, name
                                limit :batch
                                for update
                                """)
                        .param("current", current.id())
                        .param("batch", REWRAP_BATCH)
                        .query((row, number) ->
                                new Sealed(
                                        new SecretRef(
                                                row.getString("owner"), row.getString("name")),
                                        row.getString("key_id"),
                                        row.getBytes("wrapped_key"),
                                        row.getBytes("ciphertext")))
                        .list();
        List<Object[]> rewrapped =
                batch.stream()
                        .map(secret ->
                                new Object[] {
                                    current.id(),
                                    wrap(current, secret.ref(), unwrap(secret)),
                                    secret.ref().owner(),
                                    secret.ref().name()
                                })
                        .toList();
        batches.batchUpdate(
                """
                update platform.secret set key_id = ?, wrapped_key = ?
                where owner = ? and name = ?
                """,
                rewrapped);
        return batch.size();
    }

    private static byte[] wrap(MasterKey master, SecretRef ref, byte[] dataKey) {
        return AesGcm.encrypt(master.key(), dataKey, keyContext(ref, master.id()));
    }

    private byte[] unwrap(Sealed secret) {
        MasterKey master =
                keys.withId(secret.keyId())
                        .orElseThrow(() ->
                                new SecretException(
                                        ("Secret %s of %s is encrypted with key %s, which is"
                                                        + " not configured (current: %s);"
                                                        + " restore that key, see"
                                                        + " arcipelago.secrets.former-keys.")
                                                .formatted(
                                                        secret.ref().name(),
                                                        secret.ref().owner(),
                                                        secret.keyId(),
                                                        keys.current().id())));
        try {
            return AesGcm.decrypt(
                    master.key(), secret.wrappedKey(), keyContext(secret.ref(), master.id()));
        } catch (AEADBadTagException e) {
            throw tampered(secret.ref(), e);
        }
    }

    private static SecretException tampered(SecretRef ref, AEADBadTagException cause) {
        return new SecretException(
                "Secret %s of %s was changed outside the service; store it again."
                        .formatted(ref.name(), ref.owner()),
                cause);
    }

    private static SecretKey aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] keyContext(SecretRef ref, String keyId) {
        return AesGcm.context("data-key", keyId, ref.owner(), ref.name());
    }

    private static byte[] valueContext(SecretRef ref) {
        return AesGcm.context("value", ref.owner(), ref.name());
    }

    /** A row as it lies in the table: nothing in it is readable without a master key. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Sealed(SecretRef ref, String keyId, byte[] wrappedKey, byte[] ciphertext) {}
}
