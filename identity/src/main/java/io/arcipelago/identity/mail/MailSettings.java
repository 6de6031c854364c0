package io.arcipelago.identity.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves, {@code arcipelago.identity.mail.*}.
 *
 * @param host the mail server; blank: mails wait in the queue
 * @param username blank: the server wants no sign-in
 * @param passwordFile the file whose first line is the password
 * @param from the sender's address
 * @param tls how the connection is encrypted
 * @param caFile certificates (PEM) of the authorities to trust; absent: those of the Java runtime
 * @param organisation the name that mails speak of
 * @param templates a directory whose files replace the built-in texts
 * @param poll how often the queue is looked at
 * @param retention how long the trace of a finished mail is kept
 */
@ConfigurationProperties("arcipelago.identity.mail")
public record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String username,
        @Nullable Path passwordFile,
        @DefaultValue("arcipelago@localhost") String from,
        @DefaultValue("starttls") Tls tls,
        @Nullable Path caFile,
        @DefaultValue("Arcipelago") String organisation,
        @Nullable Path templates,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("30d") Duration retention) {

    /** Encryption of the way to the server. */
    public enum Tls {
        /** None; only for a server on this machine or behind a protected network. */
        NONE,
        /** Plain at first, then encrypted or given up (RFC 3207). */
        STARTTLS,
        /** Encrypted from the first byte (RFC 8314). */
        IMPLICIT
    }

    public MailSettings {
        if (!MailAddresses.good(from)) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.mail.from is '" + from + "'; write a plain mail address");
        }
        if (!username.isBlank() && passwordFile == null) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.mail.username is set without password-file; name the file"
                            + " that holds the password");
        }
        if (!username.isBlank() && tls == Tls.NONE && !loopback(host)) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.mail.tls is none, so the password for "
                            + host
                            + " would travel in clear; use starttls or implicit");
        }
    }

    /** Whether there is a server to send to. */
    boolean sends() {
        return !host.isBlank();
    }

    Optional<Path> ownTexts() {
        return Optional.ofNullable(templates);
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
