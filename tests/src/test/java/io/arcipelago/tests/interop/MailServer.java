package io.arcipelago.tests.interop;

import static org.awaitility.Awaitility.await;

import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real aiosmtpd that takes mail only over TLS and keeps it in a mail directory. What is in the
 * mails is read by Python's own mail library.
 */
final class MailServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PYTHON = "/usr/bin/python3";
    private static final Pattern LINK = Pattern.compile("https://\\S+");
    private static final String READER =
            """
            import email.policy, json, mailbox, sys
            box = mailbox.Maildir(sys.argv[1], create=False)
            parse = email.message_from_bytes
            mails = [parse(box.get_bytes(key), policy=email.policy.default) for key in box.keys()]
            print(json.dumps([{
                "to": mail["to"], "from": mail["from"], "subject": mail["subject"],
                "text": mail.get_content(), "defects": [str(d) for d in mail.defects],
            } for mail in mails]))
            """;

    private final Path directory;
    private final TestAuthority authority;
    private final int port;
    private @Nullable Process process;

    private MailServer(Path directory, TestAuthority authority, int port) {
        this.directory = directory;
        this.authority = authority;
        this.port = port;
    }

    /**
     * A mail as its reader sees it.
     *
     * @param defects what is wrong with its form
     */
    record Mail(String to, String from, String subject, String text, List<String> defects) {

        /** The one link in it. */
        String link() {
            Matcher link = LINK.matcher(text);
            if (!link.find()) {
                throw new AssertionError("No link in the mail:\n" + text);
            }
            return link.group();
        }
    }

    static void requireInstalled() {
        Apache.require(Path.of("/usr/bin/aiosmtpd"), "python3-aiosmtpd");
    }

    /** One that is not running yet. */
    static MailServer of(Path directory, TestAuthority authority, int port) {
        return new MailServer(directory, authority, port);
    }

    void start() throws IOException {
        Process started =
                new ProcessBuilder(
                                "/usr/bin/aiosmtpd",
                                "--nosetuid",
                                "--class",
                                "aiosmtpd.handlers.Mailbox",
                                "--listen",
                                "localhost:" + port,
                                "--tlscert",
                                authority.serverCertificate().toString(),
                                "--tlskey",
                                authority.serverKey().toString(),
                                directory.resolve("mail").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("aiosmtpd.out").toFile())
                        .start();
        process = started;
        await().atMost(Duration.ofSeconds(60)).until(() -> answers() || !started.isAlive());
    }

    /** Ends it; what it has is still there. */
    void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The mails to an address, in no order. */
    List<Mail> to(String address) {
        Commands.Result read =
                Commands.run(
                        directory,
                        Map.of(),
                        Duration.ofMinutes(1),
                        List.of(PYTHON, "-c", READER, directory.resolve("mail").toString()));
        return JSON.readTree(read.expectSuccess())
                .valueStream()
                .map(MailServer::mail)
                .filter(mail ->
                        mail.to().contains("<" + address + ">") || mail.to().equals(address))
                .toList();
    }

    /** Waits for the one mail to an address with a word in its subject. */
    Mail waitFor(String address, String subject) {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () ->
                                to(address).stream()
                                        .filter(mail -> mail.subject().contains(subject))
                                        .toList(),
                        mails -> mails.size() == 1)
                .getFirst();
    }

    private static Mail mail(JsonNode mail) {
        return new Mail(
                mail.path("to").asString(),
                mail.path("from").asString(),
                mail.path("subject").asString(),
                mail.path("text").asString(),
                mail.path("defects").valueStream().map(JsonNode::asString).toList());
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
