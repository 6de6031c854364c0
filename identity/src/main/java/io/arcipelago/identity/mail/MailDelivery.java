package io.arcipelago.identity.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. A server that is away or says "later" is tried again after growing pauses; a
 * mail that it refuses for good is given up at once. A mail may arrive twice if the process dies
 * between the server's "taken" and our note of it, and never is lost.
 */
@Component
public class MailDelivery {

    private static final Logger log = LoggerFactory.getLogger(MailDelivery.class);

    private static final int SHARE = 20;

    /** About two days in all. */
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(12),
                    Duration.ofHours(24));

    private final MailQueue queue;
    private final MailSettings settings;

    MailDelivery(MailQueue queue, MailSettings settings) {
        this.queue = queue;
        this.settings = settings;
    }

    /** Sends the mails that are due and forgets old traces; does nothing without a server. */
    public void deliverDue() {
        queue.purge();
        if (!settings.sends()) {
            return;
        }
        List<MailQueue.Due> share = queue.take(SHARE);
        while (!share.isEmpty()) {
            deliver(share);
            share = share.size() < SHARE ? List.of() : queue.take(SHARE);
        }
    }

    private void deliver(List<MailQueue.Due> mails) {
        try (SmtpSession session = SmtpSession.open(settings, tls(), password())) {
            boolean broken = false;
            for (MailQueue.Due mail : mails) {
                if (broken) {
                    queue.putBack(mail.id());
                } else {
                    broken = !deliver(session, mail);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            log.warn(
                    "The mail server {}:{} cannot be used, mails wait: {}",
                    settings.host(),
                    settings.port(),
                    e.toString());
            mails.forEach(mail -> later(mail, e));
        }
    }

    /** Whether the conversation can go on with the next mail. */
    private boolean deliver(SmtpSession session, MailQueue.Due mail) {
        Optional<String> body = queue.body(mail.id());
        if (body.isEmpty()) {
            queue.giveUp(mail.id(), "The text is gone from the secret store");
            return true;
        }
        try {
            session.send(
                    settings.from(),
                    mail.recipient(),
                    MailMessage.of(
                            mail.id(),
                            settings.from(),
                            mail.recipient(),
                            mail.subject(),
                            body.get(),
                            mail.createdAt()));
            queue.delivered(mail.id());
            return true;
        } catch (SmtpFailure refused) {
            if (refused.permanent()) {
                queue.giveUp(mail.id(), String.valueOf(refused.getMessage()));
            } else {
                later(mail, refused);
            }
            return session.reset();
        } catch (IOException e) {
            later(mail, e);
            return false;
        }
    }

    private void later(MailQueue.Due mail, Exception reason) {
        String text = String.valueOf(reason.getMessage());
        if (mail.attempts() > PAUSES.size()) {
            queue.giveUp(mail.id(), text);
        } else {
            queue.retry(mail.id(), PAUSES.get(mail.attempts() - 1), text);
        }
    }

    private SSLSocketFactory tls() throws IOException, GeneralSecurityException {
        Path file = settings.caFile();
        if (file == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate authority :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private String password() throws IOException {
        Path file = settings.passwordFile();
        return file == null || settings.username().isBlank()
                ? ""
                : Files.readString(file).lines().findFirst().orElse("");
    }
}
