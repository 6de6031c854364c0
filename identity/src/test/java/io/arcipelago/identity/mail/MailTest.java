package io.arcipelago.identity.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SmtpSink;
import io.arcipelago.platform.testing.TestPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class MailTest {

    private static final Map<String, String> VALUES =
            Map.of("username", "dora", "link", "https://iam.example/x/secret-token", "until", "x");

    private static final SmtpSink SINK = SmtpSink.start();

    /** Sends its mail to the sink; each test finds its queue and the sink empty. */
    private static final Provider PROVIDER = Provider.start(SINK.settings());

    @TempDir Path directory;

    @AfterAll
    static void stop() {
        PROVIDER.close();
        SINK.close();
    }

    @BeforeEach
    void empty() {
        forgetMails(PROVIDER);
        SINK.forget();
    }

    @Test
    void mailIsDeliveredAndItsTextForgotten() {
        PROVIDER.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
        SmtpSink.Mail mail = SINK.await("dora@example.org", 1);
        assertThat(mail.subject()).isEqualTo("Choose a new password");
        assertThat(mail.body()).contains("account dora at Arcipelago");
        assertThat(mail.link()).isEqualTo("https://iam.example/x/secret-token");
        assertThat(mail.raw()).contains("Auto-Submitted: auto-generated", "Message-ID: <");
        awaitState(PROVIDER, "DELIVERED");
        assertThat(secrets(PROVIDER)).isZero();
    }

    @Test
    void mailWaitsWithoutAServerAndHealthSaysSo() {
        Provider provider = Provider.shared();
        forgetMails(provider);
        provider.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
        provider.bean(MailDelivery.class).deliverDue();
        assertThat(states(provider)).containsExactly("PENDING");
        Health health =
                Objects.requireNonNull(
                        provider.bean("identityMail", HealthIndicator.class).health());
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("waiting", 1L);
        String row =
                provider.bean(JdbcClient.class)
                        .sql("select m::text from identity.mail m")
                        .query(String.class)
                        .single();
        assertThat(row).doesNotContain("secret-token");
    }

    @Test
    void mailSurvivesARestartAndAServerThatIsAway() {
        int port = TestPostgres.freePort();
        try (Provider provider =
                Provider.start(
                        "arcipelago.identity.mail.host=localhost",
                        "arcipelago.identity.mail.port=" + port,
                        "arcipelago.identity.mail.tls=none",
                        "arcipelago.identity.mail.poll=50ms")) {
            provider.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
            Awaitility.await().until(() -> attempts(provider) == 1);
            provider.restart();
            try (SmtpSink sink = SmtpSink.onPort(port)) {
                provider.bean(MailDelivery.class).deliverDue();
                assertThat(sink.mails()).as("before the pause is over").isEmpty();
                provider.clock().advance(MailQueue.LEASE);
                sink.await("dora@example.org", 1);
                awaitState(provider, "DELIVERED");
            }
        }
    }

    @Test
    void refusedForNowIsTriedAgainAndRefusedForGoodIsGivenUp() {
        SINK.refuseNext("451 greylisted");
        PROVIDER.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
        Awaitility.await().until(() -> lastError(PROVIDER).contains("greylisted"));
        assertThat(states(PROVIDER)).containsExactly("PENDING");
        PROVIDER.clock().advance(MailDelivery.PAUSES.getFirst());
        SINK.await("dora@example.org", 1);
        awaitState(PROVIDER, "DELIVERED");

        SINK.refuseNext("550 no such person");
        PROVIDER.bean(MailQueue.class).add(MailKind.RESETPASSWD, "nobody@example.org", VALUES);
        awaitState(PROVIDER, "DELIVERY_ERROR");
        assertThat(SINK.to("nobody@example.org")).isEmpty();
        assertThat(secrets(PROVIDER)).isZero();
    }

    @Test
    void serverThatNeverTakesItIsGivenUpInTheEnd() {
        for (int attempt = 0; attempt <= MailDelivery.PAUSES.size(); attempt++) {
            SINK.refuseNext("451 later");
        }
        PROVIDER.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
        for (Duration pause : MailDelivery.PAUSES) {
            int before = attempts(PROVIDER);
            Awaitility.await()
                    .until(() ->
                            attempts(PROVIDER) > before - 1
                                    && lastError(PROVIDER).contains("later"));
            PROVIDER.clock().advance(pause);
            PROVIDER.bean(MailDelivery.class).deliverDue();
        }
        PROVIDER.clock().advance(Duration.ofDays(2));
        awaitState(PROVIDER, "DELIVERY_ERROR");
        assertThat(secrets(PROVIDER)).isZero();
    }

    @Test
    void oldTracesArePurged() {
        PROVIDER.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
        awaitState(PROVIDER, "DELIVERED");
        PROVIDER.clock().advance(Duration.ofDays(31));
        Awaitility.await().until(() -> states(PROVIDER).isEmpty());
    }

    @Test
    void signInAndMailTravelEncryptedOnly() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "mail-password\n");
        String[] settings = {
            "arcipelago.identity.mail.host=localhost",
            "arcipelago.identity.mail.username=sender",
            "arcipelago.identity.mail.password-file=" + password,
            "arcipelago.identity.mail.poll=50ms",
            "arcipelago.identity.mail.ca-file=" + directory.resolve("ca.pem")
        };
        try (SmtpSink sink = SmtpSink.withTls(serverTls());
                Provider provider = Provider.start(with(settings, sink.port()))) {
            provider.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
            assertThat(sink.await("dora@example.org", 1).tls()).isTrue();
            assertThat(sink.commands()).anyMatch(line -> line.startsWith("AUTH PLAIN "));
        }
        try (SmtpSink plain = SmtpSink.start();
                Provider provider = Provider.start(with(settings, plain.port()))) {
            provider.bean(MailQueue.class).add(MailKind.RESETPASSWD, "dora@example.org", VALUES);
            Awaitility.await().until(() -> lastError(provider).contains("offers no STARTTLS"));
            assertThat(plain.mails()).isEmpty();
            assertThat(plain.commands()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void operatorsTextReplacesOursAndValuesStayOnTheirLine() throws Exception {
        Files.writeString(
                directory.resolve("resetpasswd.txt"),
                "Subject: Città di {{username}}\n\nCiao {{username}}\n.\n{{link}}\n");
        try (SmtpSink sink = SmtpSink.start();
                Provider provider =
                        Provider.start(
                                sink.settings("arcipelago.identity.mail.templates=" + directory))) {
            provider.bean(MailQueue.class)
                    .add(
                            MailKind.RESETPASSWD,
                            "dora@example.org",
                            Map.of(
                                    "username",
                                    "d\r\nBcc: eve@example.org",
                                    "link",
                                    "https://x.example/"));
            SmtpSink.Mail mail = sink.await("dora@example.org", 1);
            assertThat(mail.subject()).startsWith("=?UTF-8?B?");
            assertThat(mail.raw()).doesNotContain("\nBcc:");
            assertThat(mail.body())
                    .contains("Ciao d Bcc: eve@example.org\r\n.\r\nhttps://x.example/");
        }
    }

    @Test
    void addressWithALineBreakIsNotQueued() {
        MailQueue queue = Provider.shared().bean(MailQueue.class);
        for (String address : List.of("a@b.example\r\nDATA", "a b@c.example", "a@", "<a@b>", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.add(MailKind.RESETPASSWD, address, VALUES));
        }
    }

    private SSLContext serverTls() throws Exception {
        Path store = directory.resolve("server.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        keytool(
                tool,
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString());
        keytool(
                tool,
                "-exportcert",
                "-rfc",
                "-alias",
                "s",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString(),
                "-file",
                directory.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String[] with(String[] settings, int port) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "arcipelago.identity.mail.port=" + port;
        return all;
    }

    private static void forgetMails(Provider provider) {
        provider.bean(JdbcClient.class).sql("delete from identity.mail").update();
    }

    private static void awaitState(Provider provider, String state) {
        Awaitility.await().until(() -> states(provider).contains(state));
    }

    private static List<String> states(Provider provider) {
        return provider.bean(JdbcClient.class)
                .sql("select state from identity.mail order by created_at")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static int attempts(Provider provider) {
        return provider.bean(JdbcClient.class)
                .sql("select max(attempts) from identity.mail")
                .query(Integer.class)
                .single();
    }

    private static String lastError(Provider provider) {
        return provider.bean(JdbcClient.class)
                .sql("select last_error from identity.mail order by created_at desc limit 1")
                .query(String.class)
                .single();
    }

    private static long secrets(Provider provider) {
        return provider.bean(JdbcClient.class)
                .sql("select count(*) from platform.secret where owner = 'identity-mail'")
                .query(Long.class)
                .single();
    }
}
