package io.arcipelago.cli.demo;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web page as a reader sees it.
 *
 * @param text the body without markup, one line for each block
 */
record WebPage(String title, String text) {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>(.*?)</title>", FLAGS);
    private static final Pattern BODY = Pattern.compile("<body[^>]*>(.*)</body>", FLAGS);
    private static final Pattern INVISIBLE = Pattern.compile("<(script|style)\\b.*?</\\1>", FLAGS);
    private static final Pattern BLOCK_END =
            Pattern.compile("</(p|h[1-6]|li|dd|div|tr)>|<br\\s*/?>", FLAGS);

    static WebPage of(String html) {
        Matcher title = TITLE.matcher(html);
        Matcher body = BODY.matcher(html);
        String shown = INVISIBLE.matcher(body.find() ? body.group(1) : html).replaceAll("");
        String lines = BLOCK_END.matcher(shown.replace("\n", " ")).replaceAll("\n");
        String text =
                unescape(lines.replaceAll("</dt>", ": ").replaceAll("<[^>]*>", " "))
                        .replaceAll("[ \t]+", " ")
                        .replaceAll(" :", ":")
                        .replaceAll("\\s*\n\\s*", "\n")
                        .strip();
        return new WebPage(title.find() ? unescape(title.group(1)).strip() : "", text);
    }

    /**
     * Fetches a page; a server that has only just been configured gets some time.
     *
     * @throws CliFailure if it is not served in time
     */
    static WebPage fetch(Http http, InstantSource clock, URI address, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            String problem;
            try {
                HttpResponse<String> answer = http.get(address);
                if (answer.statusCode() == 200) {
                    return of(answer.body());
                }
                problem = "status " + answer.statusCode();
            } catch (Http.Unreachable e) {
                problem = e.text();
            }
            if (clock.instant().isAfter(deadline)) {
                throw new CliFailure(
                        "%s serves no page after %s: %s"
                                .formatted(address, Times.duration(patience), problem));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }
}
