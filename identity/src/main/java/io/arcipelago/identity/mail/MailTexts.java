package io.arcipelago.identity.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The texts of mails: files whose first line is {@code Subject: …}, then an empty line, then the
 * text, with places such as {@code {{username}}}. All are read at the start, so that a broken one
 * is found then.
 */
@Component
class MailTexts {

    private static final String SUBJECT = "Subject: ";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /** A mail as it will be read. */
    record Text(String subject, String body) {

        /** Leaves the body out: it may hold a link that lets its reader in. */
        @Override
        public String toString() {
            return "Text[subject=" + subject + "]";
        }
    }

    private final Map<MailKind, Text> texts = new EnumMap<>(MailKind.class);

    MailTexts(MailSettings settings) {
        for (MailKind kind : MailKind.values()) {
            texts.put(kind, parse(kind, read(kind, settings.ownTexts())));
        }
    }

    /** The mail with these values. A place without a value stays empty. */
    Text fill(MailKind kind, Map<String, String> values) {
        Text text = texts.get(kind);
        if (text == null) {
            throw new IllegalStateException("There is no text for the mail " + kind);
        }
        return new Text(
                filled(text.subject(), values).replaceAll("\\s+", " ").strip(),
                filled(text.body(), values));
    }

    private static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(oneLine(values.getOrDefault(place.group(1), ""))));
    }

    /** What people typed must not start lines of its own. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Text parse(MailKind kind, String file) {
        String text = file.replace("\r\n", "\n");
        int end = text.indexOf('\n');
        if (!text.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException(
                    "The mail text " + kind.file() + " must begin with a line 'Subject: ...'");
        }
        return new Text(text.substring(SUBJECT.length(), end).strip(), text.substring(end).strip());
    }

    private static String read(MailKind kind, Optional<Path> directory) {
        Optional<Path> own =
                directory.map(path -> path.resolve(kind.file())).filter(Files::isRegularFile);
        try {
            if (own.isPresent()) {
                return Files.readString(own.get());
            }
            String resource = "/identity-mails/" + kind.file();
            try (InputStream in = MailTexts.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("The file " + resource + " is missing");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
