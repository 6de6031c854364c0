package io.arcipelago.identity.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One conversation with a mail server (RFC 5321), encrypted as wanted (RFC 3207, RFC 8314), with
 * AUTH PLAIN (RFC 4954). What the server says is bounded in time and length.
 */
final class SmtpSession implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LONGEST_LINE = 2000;
    private static final int MOST_LINES = 100;

    /** The last line's code and all the lines. */
    private record Reply(int code, String text) {}

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private SmtpSession(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Connects, encrypts and signs in as the settings say. */
    static SmtpSession open(MailSettings settings, SSLSocketFactory tls, String password)
            throws IOException {
        Socket socket = new Socket();
        SmtpSession session;
        try {
            socket.connect(
                    new InetSocketAddress(settings.host(), settings.port()),
                    (int) CONNECT.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            session =
                    new SmtpSession(
                            settings.tls() == MailSettings.Tls.IMPLICIT
                                    ? encrypted(socket, settings, tls)
                                    : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        try {
            session.begin(settings, tls, password);
            return session;
        } catch (IOException e) {
            session.socket.close();
            throw e;
        }
    }

    private void begin(MailSettings settings, SSLSocketFactory tls, String password)
            throws IOException {
        expect(read(), 220);
        Reply offers = hello(settings);
        if (settings.tls() == MailSettings.Tls.STARTTLS) {
            if (!offers.text().toUpperCase(Locale.ROOT).contains("STARTTLS")) {
                throw new SmtpFailure(
                        false, "The mail server " + settings.host() + " offers no STARTTLS");
            }
            expect(command("STARTTLS"), 220);
            socket = encrypted(socket, settings, tls);
            // New streams: what was sent before the encryption must not count after it.
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
            hello(settings);
        }
        if (!settings.username().isBlank()) {
            String plain = "\0" + settings.username() + "\0" + password;
            Reply reply = command("AUTH PLAIN " + base64(plain));
            if (reply.code() != 235) {
                // Not permanent for the mail: the operator can mend the password.
                throw new SmtpFailure(
                        false, "The mail server refused the sign-in with code " + reply.code());
            }
        }
    }

    private Reply hello(MailSettings settings) throws IOException {
        String name = settings.from().substring(settings.from().indexOf('@') + 1);
        return expect(command("EHLO " + name), 250);
    }

    /** Hands one message over. */
    void send(String from, String recipient, byte[] message) throws IOException {
        expect(command("MAIL FROM:<" + from + ">"), 250);
        expect(command("RCPT TO:<" + recipient + ">"), 250);
        expect(command("DATA"), 354);
        out.write(stuffed(message));
        expect(command("."), 250);
    }

    /** Forgets a refused message; false if the server is not to be reasoned with. */
    boolean reset() {
        try {
            return command("RSET").code() == 250;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lines that begin with a dot get a second one (RFC 5321, section 4.5.2). */
    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 16);
        byte before = '\n';
        for (byte next : message) {
            if (before == '\n' && next == '.') {
                stuffed.write('.');
            }
            stuffed.write(next);
            before = next;
        }
        return stuffed.toByteArray();
    }

    private static Socket encrypted(Socket plain, MailSettings settings, SSLSocketFactory tls)
            throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without it, any valid certificate of any host would do.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Reply command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return read();
    }

    private Reply read() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line();
            all.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') {
                return new Reply(code(line), all.toString().strip());
            }
        }
        throw new SmtpFailure(false, "The mail server's answer has too many lines");
    }

    private static int code(String line) throws SmtpFailure {
        if (!line.matches("[2-5]\\d\\d.*")) {
            throw new SmtpFailure(false, "The other side does not speak SMTP");
        }
        return Integer.parseInt(line.substring(0, 3));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The mail server hung up");
            }
            if (line.length() == LONGEST_LINE) {
                throw new SmtpFailure(false, "The mail server's answer is too long");
            }
            // No control characters: the text ends in a column that people read.
            line.append(next < ' ' || next > '~' ? ' ' : (char) next);
        }
        return line.toString().stripTrailing();
    }

    private static Reply expect(Reply reply, int code) throws SmtpFailure {
        if (reply.code() != code && !(code == 250 && reply.code() == 251)) {
            throw new SmtpFailure(reply.code() >= 500, reply.text());
        }
        return reply;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            command("QUIT");
            socket.close();
        } catch (IOException ignored) {
            // The mails are handed over or failed before; nothing is lost with a bad goodbye.
            abandon();
        }
    }

    private void abandon() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed already, or the system closes it with us.
        }
    }
}
