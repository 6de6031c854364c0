package io.arcipelago.identity.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that keeps what it gets. It can offer STARTTLS and refuse as it is told. */
public final class SmtpSink implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    /** A mail that came; {@code raw} is what travelled, {@code body} the decoded text. */
    public record Mail(
            String from, String recipient, String subject, String body, String raw, boolean tls) {

        /** The first link in the text. */
        public String link() {
            Matcher matcher = LINK.matcher(body);
            if (!matcher.find()) {
                throw new AssertionError("No link in: " + body);
            }
            return matcher.group();
        }

        /** What follows the last slash or equals sign of the link. */
        public String token() {
            return link().replaceFirst(".*[/=]", "");
        }
    }

    private final ServerSocket server;
    private final Optional<SSLContext> tls;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    private SmtpSink(int port, Optional<SSLContext> tls) {
        this.tls = tls;
        try {
            this.server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public static SmtpSink start() {
        return new SmtpSink(0, Optional.empty());
    }

    public static SmtpSink onPort(int port) {
        return new SmtpSink(port, Optional.empty());
    }

    public static SmtpSink withTls(SSLContext tls) {
        return new SmtpSink(0, Optional.of(tls));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The settings of a provider that sends its mail here, in clear. */
    public String[] settings(String... more) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "arcipelago.identity.mail.host=localhost",
                                "arcipelago.identity.mail.port=" + port(),
                                "arcipelago.identity.mail.tls=none",
                                "arcipelago.identity.mail.poll=50ms"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
    }

    /** Answers the next RCPT with this line instead of taking it. */
    public void refuseNext(String line) {
        refusals.add(line);
    }

    /** Forgets the mails that came, what was said, and the refusals that nobody met. */
    public void forget() {
        mails.clear();
        commands.clear();
        refusals.clear();
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Everything that clients said outside of mails. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public List<Mail> to(String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    /** Waits for the mail number {@code count} to this address. */
    public Mail await(String recipient, int count) {
        org.awaitility.Awaitility.await().until(() -> to(recipient).size() >= count);
        return to(recipient).get(count - 1);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        Socket socket = plain;
        String from = "";
        String recipient = "";
        try {
            BufferedReader in = reader(socket);
            say(socket, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.length() < 4 ? line : line.substring(0, 4);
                switch (verb) {
                    case "EHLO" -> {
                        boolean offer = tls.isPresent() && !(socket instanceof SSLSocket);
                        say(
                                socket,
                                offer ? "250-sink\r\n250 STARTTLS" : "250-sink\r\n250 AUTH PLAIN");
                    }
                    case "STAR" -> {
                        say(socket, "220 go on");
                        SSLSocket encrypted =
                                (SSLSocket)
                                        tls.orElseThrow()
                                                .getSocketFactory()
                                                .createSocket(plain, null, plain.getPort(), true);
                        encrypted.setUseClientMode(false);
                        socket = encrypted;
                        in = reader(socket);
                    }
                    case "AUTH" -> say(socket, "235 welcome");
                    case "MAIL" -> {
                        from = line.replaceAll(".*<|>.*", "");
                        say(socket, "250 ok");
                    }
                    case "RCPT" -> {
                        String refusal = refusals.poll();
                        recipient = line.replaceAll(".*<|>.*", "");
                        say(socket, refusal == null ? "250 ok" : refusal);
                    }
                    case "DATA" -> {
                        say(socket, "354 go on");
                        mails.add(mail(from, recipient, data(in), socket instanceof SSLSocket));
                        say(socket, "250 taken");
                    }
                    case "QUIT" -> {
                        say(socket, "221 bye");
                        socket.close();
                        return;
                    }
                    default -> say(socket, "250 ok");
                }
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return data.toString();
    }

    private static Mail mail(String from, String recipient, String raw, boolean tls) {
        int end = raw.indexOf("\n\n");
        String subject =
                raw.lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .map(line -> line.substring(9))
                        .findFirst()
                        .orElse("");
        String body =
                new String(
                        Base64.getMimeDecoder().decode(raw.substring(end)), StandardCharsets.UTF_8);
        return new Mail(from, recipient, subject, body, raw, tls);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
