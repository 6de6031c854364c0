package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.lifecycle.LifeCycle;
import io.arcipelago.identity.people.PeopleChanges;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SmtpSink;
import io.arcipelago.identity.testing.TestClient;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class LifeCycleTest {

    private static final SmtpSink sink = SmtpSink.start();
    private static final Provider provider =
            Provider.start(
                    sink.settings(
                            "arcipelago.identity.lifecycle.remove=true",
                            // The test makes the rounds itself.
                            "arcipelago.identity.lifecycle.poll=1d"));

    private final LifeCycle lifeCycle = provider.bean(LifeCycle.class);

    @AfterAll
    static void stop() {
        provider.close();
        sink.close();
    }

    @Test
    void memberIsSuspendedAfterTheGraceAndRemovedAfterAnother() {
        AccountId id = person("ada");
        JsonNode tokens = TestClient.dashboard(provider).tokens("ada", "openid offline_access");
        endTime(id, provider.clock().instant());
        pass(Duration.ofDays(7));
        assertThat(active(id)).as("in the grace period").contains(true);
        pass(Duration.ofDays(1));
        assertThat(active(id)).contains(false);
        assertThat(sink.await("ada@iam.example", 1).subject())
                .isEqualTo("Your account is suspended");
        assertThat(Browser.location(new Browser(provider).signIn("ada", Provider.PASSWORD)))
                .endsWith("notice=refused");
        assertThat(
                        TestClient.dashboard(provider)
                                .refresh(tokens.path("refresh_token").asString(), "")
                                .statusCode())
                .isEqualTo(400);
        pass(Duration.ofDays(20));
        assertThat(active(id)).contains(false);
        pass(Duration.ofDays(3));
        assertThat(active(id)).as("removed").isEmpty();
        assertThat(sink.to("ada@iam.example")).hasSize(1);
        assertThat(provider.events().all().stream().map(event -> event.type()).toList())
                .contains(
                        "io.arcipelago.identity.lifecycle.suspended.v1",
                        "io.arcipelago.identity.lifecycle.removed.v1");
    }

    @Test
    void prolongedMemberIsRestoredButNotWhomAnAdministratorSuspended() {
        AccountId id = person("eva");
        AccountId barred = person("barred");
        endTime(id, provider.clock().instant());
        endTime(barred, provider.clock().instant());
        provider.bean(Accounts.class).setActive(barred, false, provider.clock().instant());
        pass(Duration.ofDays(8));
        assertThat(active(id)).contains(false);
        endTime(id, null);
        endTime(barred, null);
        lifeCycle.round();
        assertThat(active(id)).contains(true);
        assertThat(active(barred)).contains(false);
        assertThat(sink.await("eva@iam.example", 2).subject())
                .isEqualTo("Your account works again");
        assertThat(Browser.location(new Browser(provider).signIn("eva", Provider.PASSWORD)))
                .isEqualTo("/");
        endTime(barred, provider.clock().instant().minus(Duration.ofDays(100)));
        lifeCycle.round();
        assertThat(active(barred)).as("not removed either").contains(false);
    }

    @Test
    void labelTellsWhereAnAccountStands() {
        AccountId id = person("mara");
        AccountId spared = person("spared");
        provider.bean(JdbcClient.class)
                .sql(
                        """
                        insert into identity.account_label (account_id, name)
                        values (:id, 'lifecycle.ignore')
                        """)
                .param("id", spared.value())
                .update();
        endTime(id, provider.clock().instant());
        endTime(spared, provider.clock().instant());
        lifeCycle.round();
        assertThat(status(id)).as("the end is today").isEmpty();
        pass(Duration.ofDays(1));
        assertThat(status(id)).contains("PENDING_SUSPENSION");
        pass(Duration.ofDays(7));
        assertThat(active(id)).contains(false);
        assertThat(status(id)).contains("PENDING_REMOVAL");
        provider.bean(PeopleChanges.class).setEndTime(id, Optional.empty(), "test");
        assertThat(status(id)).as("a new end time begins anew").isEmpty();
        lifeCycle.round();
        assertThat(active(id)).contains(true);
        assertThat(status(id)).isEmpty();
        pass(Duration.ofDays(60));
        assertThat(active(spared)).as("labelled to be left alone").contains(true);
        assertThat(status(spared)).isEmpty();
    }

    private static Optional<String> status(AccountId id) {
        return provider.bean(JdbcClient.class)
                .sql(
                        """
                        select value from identity.account_label
                         where account_id = :id and prefix = '' and name = 'lifecycle.status'
                        """)
                .param("id", id.value())
                .query((row, number) -> String.valueOf(row.getString("value")))
                .optional();
    }

    @Test
    void memberWithoutAnEndStays() {
        AccountId id = person("ever");
        pass(Duration.ofDays(4000));
        assertThat(active(id)).contains(true);
    }

    private void pass(Duration time) {
        provider.clock().advance(time);
        lifeCycle.round();
    }

    private static Optional<Boolean> active(AccountId id) {
        return provider.bean(Accounts.class).find(id).map(Person::active);
    }

    private static void endTime(AccountId id, @Nullable Instant time) {
        provider.bean(JdbcClient.class)
                .sql("update identity.account set end_time = :time where id = :id")
                .param(
                        "time",
                        time == null ? null : Columns.timestamp(time),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id.value())
                .update();
    }

    private static AccountId person(String username) {
        return provider.bean(Accounts.class)
                .create(
                        username,
                        username,
                        username + "@iam.example",
                        provider.bean(PasswordHashes.class).hash(Provider.PASSWORD),
                        provider.clock().instant());
    }
}
