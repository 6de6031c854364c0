package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.aup.AupReminders;
import io.arcipelago.identity.aup.Aups;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TokenClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AupReminderTest {

    /** Without a mail server mails wait in the queue, where this test counts them. */
    private static final Provider provider =
            Provider.start("arcipelago.identity.aup.reminders-poll=1d");

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void eachReminderGoesOutOnceForASignature() {
        TokenClient carla = TokenClient.administrator(provider);
        assertThat(
                        carla.post(
                                        "/iam/aup",
                                        """
                                        {"url": "https://iam.example/aup",
                                         "signatureValidityInDays": 30,
                                         "aupRemindersInDays": "15,7,1"}
                                        """)
                                .statusCode())
                .isEqualTo(201);
        AccountId alice = provider.bean(Accounts.class).credentials("alice").orElseThrow().id();
        provider.bean(Aups.class).signOwn(alice);

        pass(Duration.ofDays(14));
        assertThat(mails()).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(mails()).containsExactly("AUP_REMINDER");
        pass(Duration.ofHours(5));
        provider.restart();
        pass(Duration.ofHours(5));
        assertThat(mails()).as("remembered over a restart").containsExactly("AUP_REMINDER");
        pass(Duration.ofDays(8));
        assertThat(mails()).hasSize(2);
        pass(Duration.ofDays(8));
        assertThat(mails())
                .as("the last reminder's time passed unseen: only the end is told")
                .containsExactly("AUP_REMINDER", "AUP_REMINDER", "AUP_EXPIRATION");
        pass(Duration.ofDays(1));
        assertThat(mails()).hasSize(3);

        provider.bean(Aups.class).signOwn(alice);
        pass(Duration.ofDays(28));
        assertThat(mails())
                .as("a new signature begins again; of two days that came, the last one counts")
                .hasSize(4);
        provider.bean(JdbcClient.class)
                .sql("update identity.account set service_account = true where id = :id")
                .param("id", alice.value())
                .update();
        pass(Duration.ofDays(5));
        assertThat(mails()).as("service accounts sign nothing").hasSize(4);
        assertThat(
                        provider.bean(JdbcClient.class)
                                .sql("select count(*) from identity.aup_reminder")
                                .query(Long.class)
                                .single())
                .as("rows of the replaced signature are forgotten")
                .isEqualTo(1);
        assertThat(provider.events().all().stream().map(event -> event.type()).toList())
                .contains(
                        "io.arcipelago.identity.aup.reminder.sent.v1",
                        "io.arcipelago.identity.aup.expiration.told.v1");
    }

    private static void pass(Duration time) {
        provider.clock().advance(time);
        provider.bean(AupReminders.class).round();
        provider.bean(AupReminders.class).round();
    }

    private static List<String> mails() {
        return provider.bean(JdbcClient.class)
                .sql("select kind from identity.mail where kind like 'AUP_%' order by created_at")
                .query((row, number) -> String.valueOf(row.getString("kind")))
                .list();
    }
}
