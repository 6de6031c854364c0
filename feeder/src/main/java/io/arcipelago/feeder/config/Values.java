package io.arcipelago.feeder.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of value that more than one part of a file has. */
final class Values {

    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    private Values() {}

    /** An http or https address, kept letter by letter, which must be there. */
    static Optional<String> url(Section section, String key) {
        return section.required(key)
                .filter(text -> {
                    boolean good = isUrl(text);
                    if (!good) {
                        section.error(
                                key,
                                "'" + key + "' is '" + text + "', which is no address",
                                "Write it as in https://iam.site.example/");
                    }
                    return good;
                });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static List<String> mails(Section section, String key) {
        List<String> mails = section.texts(key);
        for (String mail : mails) {
            if (!MAIL.matcher(mail).matches()) {
                section.error(
                        key,
                        "'" + mail + "' is no e-mail address",
                        "Write it as in support@site.example");
            }
        }
        return mails;
    }

    /** A host name or address, with or without a port, which must be there. */
    static Optional<String> host(Section section, String key) {
        return section.required(key)
                .filter(text -> {
                    boolean good = HOST.matcher(text).matches();
                    if (!good) {
                        section.error(
                                key,
                                "'" + key + "' is '" + text + "', which is no host",
                                "Write a name or address, with ':port' if that is not 22");
                    }
                    return good;
                });
    }
}
