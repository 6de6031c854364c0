package io.arcipelago.identity.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** A mail as it travels (RFC 5322): plain text in UTF-8, seven-bit by base64 (RFC 2045, 2047). */
final class MailMessage {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final byte[] LINE_END = {'\r', '\n'};

    /** An encoded word is at most 75 characters long: 45 bytes make 60 characters of base64. */
    private static final int ENCODED_WORD_BYTES = 45;

    private MailMessage() {}

    static byte[] of(
            UUID id, String from, String recipient, String subject, String body, Instant date) {
        String domain = from.substring(from.indexOf('@') + 1);
        String head =
                """
                From: <%s>
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <%s@%s>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                """
                        .formatted(
                                from, recipient, encoded(subject), DATE.format(date), id, domain);
        String text =
                Base64.getMimeEncoder(76, LINE_END)
                        .encodeToString(
                                (body + "\n")
                                        .replace("\n", "\r\n")
                                        .getBytes(StandardCharsets.UTF_8));
        return (head.replace("\n", "\r\n") + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String subject) {
        if (subject.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return subject;
        }
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int character : subject.codePoints().toArray()) {
            String next = Character.toString(character);
            int size = next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > ENCODED_WORD_BYTES) {
                words.append(encodedWord(word)).append("\n ");
                word.setLength(0);
                bytes = 0;
            }
            word.append(next);
            bytes += size;
        }
        return words.append(encodedWord(word)).toString();
    }

    private static String encodedWord(CharSequence text) {
        return "=?UTF-8?B?"
                + Base64.getEncoder()
                        .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
