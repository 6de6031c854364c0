package io.arcipelago.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.platform.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseSecretStoreTest {

    private static final DataSource DATABASE = TestPostgres.freshDatabase().migrated().dataSource();
    private static final SecretRef PASSWORD = new SecretRef("deployment/1", "admin-password");

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(DATABASE));
    private final MasterKey key = newKey();
    private final DatabaseSecretStore store = storeWith(new MasterKeys(key, List.of()));

    private static MasterKey newKey() {
        return MasterKey.fromBase64(
                Base64.getEncoder().encodeToString(AesGcm.randomBytes(MasterKey.BYTES)), "test");
    }

    private DatabaseSecretStore storeWith(MasterKeys keys) {
        return new DatabaseSecretStore(jdbc, new JdbcTemplate(DATABASE), transaction, keys);
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from platform.secret").update();
    }

    private long rows() {
        return jdbc.sql("select count(*) from platform.secret").query(Long.class).single();
    }

    @Test
    void aSecretComesBackAsItWas() {
        for (String value : List.of("hunter2", "", "naïve \uD83C\uDFDD\n", "x".repeat(100_000))) {
            store.put(PASSWORD, value);
            assertThat(store.get(PASSWORD)).contains(value);
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsEmptyAndCanBeDeleted() {
        assertThat(store.get(PASSWORD)).isEmpty();
        store.delete(PASSWORD);
        store.deleteAll("nobody");
    }

    @Test
    void theTableHoldsNothingReadable() {
        store.put(PASSWORD, "hunter2-in-clear");
        byte[] row =
                jdbc.sql(
                                """
                                select convert_to(owner || name || key_id, 'UTF8')
                                       || wrapped_key || ciphertext
                                from platform.secret
                                """)
                        .query(byte[].class)
                        .single();
        assertThat(new String(row, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
    }

    @Test
    void theSameValueIsNeverEncryptedToTheSameBytes() {
        store.put(PASSWORD, "hunter2");
        byte[] first = ciphertext();
        store.put(PASSWORD, "hunter2");
        assertThat(ciphertext()).isNotEqualTo(first);
    }

    private byte[] ciphertext() {
        return jdbc.sql("select ciphertext from platform.secret").query(byte[].class).single();
    }

    @Test
    void deletingAnOwnerRemovesAllOfItsSecretsAndNoOthers() {
        SecretRef second = new SecretRef("deployment/1", "token");
        SecretRef others = new SecretRef("deployment/11", "token");
        store.put(PASSWORD, "a");
        store.put(second, "b");
        store.put(others, "c");
        store.deleteAll("deployment/1");
        assertThat(store.get(PASSWORD)).isEmpty();
        assertThat(store.get(second)).isEmpty();
        assertThat(store.get(others)).contains("c");
    }

    @Test
    void aRolledBackTransactionLeavesNoSecret() {
        transaction.executeWithoutResult(status -> {
            store.put(PASSWORD, "hunter2");
            assertThat(store.get(PASSWORD)).contains("hunter2");
            status.setRollbackOnly();
        });
        assertThat(rows()).isZero();
    }

    @Test
    void everyChangedByteIsNoticed() {
        for (String column : List.of("ciphertext", "wrapped_key")) {
            for (int position : List.of(0, 13, 27)) {
                store.put(PASSWORD, "hunter2");
                jdbc.sql(
                                """
                                update platform.secret set %1$s =
                                    set_byte(%1$s, %2$d, get_byte(%1$s, %2$d) # 1)
                                """
                                        .formatted(column, position))
                        .update();
                assertThatThrownBy(() -> store.get(PASSWORD))
                        .as(column + " " + position)
                        .isInstanceOf(SecretException.class)
                        .hasMessageContaining("changed outside the service")
                        .hasMessageContaining("deployment/1");
            }
        }
    }

    @Test
    void aRowCopiedToAnotherNameIsNotReadableThere() {
        SecretRef target = new SecretRef("deployment/1/admin", "password");
        store.put(PASSWORD, "hunter2");
        store.put(target, "other");
        jdbc.sql(
                        """
                        update platform.secret as target
                        set wrapped_key = source.wrapped_key, ciphertext = source.ciphertext
                        from platform.secret as source
                        where source.owner = 'deployment/1'
                          and target.owner = 'deployment/1/admin'
                        """)
                .update();
        assertThatThrownBy(() -> store.get(target)).isInstanceOf(SecretException.class);
        assertThat(store.get(PASSWORD)).contains("hunter2");
    }

    @Test
    void theBoundaryBetweenOwnerAndNameIsPartOfTheContext() {
        assertThat(AesGcm.context("a/b", "c")).isNotEqualTo(AesGcm.context("a", "b/c"));
        assertThat(AesGcm.context("ab", "c")).isNotEqualTo(AesGcm.context("a", "bc"));
    }

    @Test
    void aMissingKeyIsNamedWithTheSecretAndTheRemedy() {
        store.put(PASSWORD, "hunter2");
        DatabaseSecretStore wrong = storeWith(new MasterKeys(newKey(), List.of()));
        assertThatThrownBy(() -> wrong.get(PASSWORD))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("admin-password of deployment/1")
                .hasMessageContaining(key.id())
                .hasMessageContaining("arcipelago.secrets.former-keys");
        assertThatThrownBy(wrong::rewrap).hasMessageContaining(key.id());
        assertThat(store.get(PASSWORD)).contains("hunter2");
    }

    @Test
    void rotationReadsWithFormerKeysAndRewrapsUntilTheyAreNotNeeded() {
        for (int i = 0; i < 450; i++) {
            store.put(new SecretRef("owner/" + i, "token"), "value " + i);
        }
        MasterKey next = newKey();
        DatabaseSecretStore rotating = storeWith(new MasterKeys(next, List.of(key)));
        assertThat(rotating.get(new SecretRef("owner/7", "token"))).contains("value 7");
        assertThat(rotating.rewrap()).isEqualTo(450);
        assertThat(rotating.rewrap()).isZero();
        DatabaseSecretStore rotated = storeWith(new MasterKeys(next, List.of()));
        for (int i = 0; i < 450; i += 50) {
            assertThat(rotated.get(new SecretRef("owner/" + i, "token"))).contains("value " + i);
        }
    }

    @Test
    void keysDoNotPrintThemselves() {
        String text = Base64.getEncoder().encodeToString(AesGcm.randomBytes(MasterKey.BYTES));
        MasterKey shown = MasterKey.fromBase64(text, "test");
        MasterKeys keys = new MasterKeys(shown, List.of());
        SecretsProperties properties = new SecretsProperties(text, List.of(text), "");
        assertThat(shown + " " + keys + " " + properties).doesNotContain(text);
        assertThatThrownBy(() -> MasterKey.fromBase64("hunter2!hunter2!", "the.setting"))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("the.setting")
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
