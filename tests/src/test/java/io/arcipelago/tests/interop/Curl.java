package io.arcipelago.tests.interop;

import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * curl with a cookie jar, which follows nothing by itself and sends what it is told, good or bad.
 * Everything goes through files, so that no token is an argument of a process.
 */
final class Curl {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final Path directory;
    private final Path authority;

    private Curl(Path directory, Path authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /** One with an empty cookie jar. */
    static Curl fresh(SecureProduct product) {
        try {
            return new Curl(
                    Files.createTempDirectory(product.directory(), "curl"),
                    product.authority().certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came back.
     *
     * @param redirect where curl was sent, made absolute; empty if nowhere
     */
    record Answer(URI url, int status, String redirect, String head, String body) {

        /** The first value of a header; empty if there is none. */
        Optional<String> header(String name) {
            return head.lines()
                    .filter(line ->
                            line.toLowerCase(Locale.ROOT)
                                    .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        PageForm form() {
            return PageForm.first(url, body);
        }
    }

    Answer get(String url, String... headers) {
        return send(url, Optional.empty(), headers);
    }

    /** Sends a form. */
    Answer form(String url, Map<String, String> fields, String... headers) {
        return form(url, PageForm.encode(fields), headers);
    }

    /** Sends a form that is encoded already. */
    Answer form(String url, String fields, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = FORM;
        return post(url, fields, all);
    }

    /** Sends any body; the caller names its type. */
    Answer post(String url, String body, String... headers) {
        return send(url, Optional.of(body), headers);
    }

    /** Sends a page's first form, as a browser does. */
    Answer submit(Answer page, Map<String, String> typed) {
        PageForm form = page.form();
        return form(form.action().toString(), form.filled(typed));
    }

    /** Goes where the answer leads, as long as it stays at this origin. */
    Answer follow(Answer answer, String origin) {
        Answer last = answer;
        for (int i = 0; i < 10 && last.redirect().startsWith(origin + "/"); i++) {
            last = get(last.redirect());
        }
        return last;
    }

    private Answer send(String url, Optional<String> body, String... headers) {
        try {
            Path head = directory.resolve("head");
            Path answer = directory.resolve("answer");
            Files.deleteIfExists(head);
            Files.writeString(answer, "");
            StringBuilder configuration = new StringBuilder();
            option(configuration, "url", url);
            option(configuration, "cacert", authority.toString());
            option(configuration, "noproxy", "*");
            option(configuration, "cookie", directory.resolve("jar").toString());
            option(configuration, "cookie-jar", directory.resolve("jar").toString());
            option(configuration, "dump-header", head.toString());
            option(configuration, "output", answer.toString());
            option(configuration, "write-out", "%{http_code} %{redirect_url}");
            // No "Expect: 100-continue": the server's answer to what it does not want is the point.
            option(configuration, "header", "Expect:");
            for (String header : headers) {
                option(configuration, "header", header);
            }
            if (body.isPresent()) {
                Path sent = directory.resolve("sent");
                Files.writeString(sent, body.get());
                option(configuration, "data-binary", "@" + sent);
            }
            Path file = directory.resolve("configuration");
            Files.writeString(file, configuration);
            String[] said =
                    Commands.run(
                                    "curl",
                                    "--disable",
                                    "--silent",
                                    "--globoff",
                                    "--path-as-is",
                                    "--max-time",
                                    "60",
                                    "--config",
                                    file.toString())
                            .output()
                            .split(" ", 2);
            return new Answer(
                    URI.create(url),
                    Integer.parseInt(said[0]),
                    said.length > 1 ? said[1].strip() : "",
                    Files.exists(head) ? Files.readString(head, StandardCharsets.ISO_8859_1) : "",
                    Files.readString(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void option(StringBuilder configuration, String name, String value) {
        configuration
                .append(name)
                .append(" = \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n");
    }
}
