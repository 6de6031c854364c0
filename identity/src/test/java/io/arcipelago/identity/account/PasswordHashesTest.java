package io.arcipelago.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.unit.DataSize;

class PasswordHashesTest {

    private final Provider provider = Provider.shared();

    /** With the defaults; the provider of the tests has cheaper ones. */
    private final PasswordHashes hashes =
            hashes(
                    new Binder(new MapConfigurationPropertySource(Map.of()))
                            .bindOrCreate(
                                    "arcipelago.identity.password-hash",
                                    PasswordHashSettings.class));

    @Test
    void hashTellsItsParametersAndBelongsToOnePassword() {
        String hash = hashes.hash("a good long password");
        assertThat(hash).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashes.matches("a good long password", hash)).isTrue();
        assertThat(hashes.matches("a good long Password", hash)).isFalse();
        assertThat(hashes.matches("", "")).as("an account without a password").isFalse();
        assertThat(hashes.hash("a good long password")).isNotEqualTo(hash);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> hashes.hash("x".repeat(73)));
    }

    @Test
    void hashByBcryptIsReplacedAtTheNextGoodSignIn() {
        String old = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(Provider.PASSWORD);
        AccountId id =
                provider.bean(Accounts.class)
                        .create(
                                "fromiam",
                                "From Iam",
                                "fromiam@iam.example",
                                old,
                                provider.clock().instant());
        assertThat(Browser.location(new Browser(provider).signIn("fromiam", "not this one")))
                .endsWith("notice=refused");
        assertThat(stored(id)).isEqualTo(old);
        assertThat(Browser.location(new Browser(provider).signIn("fromiam", Provider.PASSWORD)))
                .isEqualTo("/");
        String fresh = stored(id);
        assertThat(fresh).startsWith("{argon2}$argon2id$");
        assertThat(Browser.location(new Browser(provider).signIn("fromiam", Provider.PASSWORD)))
                .isEqualTo("/");
        assertThat(stored(id)).as("replaced once").isEqualTo(fresh);
    }

    @Test
    void weakerParametersAreReplacedToo() {
        PasswordHashes weak =
                hashes(
                        new PasswordHashSettings(
                                DataSize.ofMegabytes(1), 1, 1, 1, Duration.ofSeconds(10)));
        String old = weak.hash(Provider.PASSWORD);
        AccountId id =
                provider.bean(Accounts.class)
                        .create(
                                "weakling",
                                "Weak Ling",
                                "weakling@iam.example",
                                old,
                                provider.clock().instant());
        assertThat(hashes.matches(Provider.PASSWORD, old)).isTrue();
        assertThat(stored(id)).contains("m=19456,t=2");
    }

    @Test
    void soManyAtOnceAndNoMore() {
        PasswordHashes one =
                hashes(new PasswordHashSettings(DataSize.ofMegabytes(19), 2, 1, 1, Duration.ZERO));
        AtomicBoolean enough = new AtomicBoolean();
        Thread busy =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!enough.get()) {
                                try {
                                    one.hash("somebody else's password");
                                } catch (ApiFailure turnedAway) {
                                    // The other thread was faster.
                                }
                            }
                        });
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThatExceptionOfType(ApiFailure.class)
                                    .isThrownBy(() -> one.matches("a password", ""))
                                    .matches(failure ->
                                            failure.status() == HttpStatus.SERVICE_UNAVAILABLE));
        } finally {
            enough.set(true);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !busy.isAlive());
        assertThat(one.hash("the turn was given back")).startsWith("{argon2}");
    }

    @Test
    void nonsenseIsRefusedAtTheStart() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        new PasswordHashSettings(
                                DataSize.ofMegabytes(19), 2, 1, 0, Duration.ofSeconds(1)))
                .withMessageContaining("arcipelago.identity.password-hash");
    }

    private PasswordHashes hashes(PasswordHashSettings settings) {
        return new PasswordHashes(provider.bean(JdbcClient.class), provider.clock(), settings);
    }

    private String stored(AccountId id) {
        return String.valueOf(
                provider.bean(JdbcClient.class)
                        .sql("select password_hash from identity.account where id = :id")
                        .param("id", id.value())
                        .query((row, number) -> row.getString("password_hash"))
                        .single());
    }
}
