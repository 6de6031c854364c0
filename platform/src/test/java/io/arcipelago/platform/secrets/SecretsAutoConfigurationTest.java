package io.arcipelago.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecretsAutoConfigurationTest {

    private static final SecretRef PASSWORD = new SecretRef("deployment/1", "password");

    @TempDir private Path directory;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    private RunningApp start(TestPostgres.Database database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.properties()));
        all.addAll(List.of(properties));
        all.add("arcipelago.data-dir=" + directory);
        all.add("arcipelago.kafka.mode=off");
        return RunningApp.startWithDatabase(App.class, all.toArray(String[]::new));
    }

    private static String randomKey() {
        return Base64.getEncoder().encodeToString(AesGcm.randomBytes(MasterKey.BYTES));
    }

    @Test
    void aStartWithAFormerKeyRewrapsSoThatItIsNoLongerNeeded() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        String old = randomKey();
        String next = randomKey();
        try (RunningApp app = start(database, "arcipelago.secrets.key=" + old)) {
            app.context().getBean(SecretStore.class).put(PASSWORD, "hunter2");
        }
        try (RunningApp app =
                start(
                        database,
                        "arcipelago.secrets.key=" + next,
                        "arcipelago.secrets.former-keys=" + old)) {
            assertThat(
                            app.context()
                                    .getBean(JdbcClient.class)
                                    .sql("select key_id from platform.secret")
                                    .query(String.class)
                                    .single())
                    .isEqualTo(MasterKey.fromBase64(next, "test").id());
            assertThat(app.context().getBean(SecretStore.class).get(PASSWORD)).contains("hunter2");
        }
    }

    @Test
    void aBadKeyStopsTheStartAndSaysHowToMakeAGoodOne() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        assertThatThrownBy(() -> start(database, "arcipelago.secrets.key=c2hvcnQ="))
                .rootCause()
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("arcipelago.secrets.key")
                .hasMessageContaining("openssl rand -base64 32");
    }
}
