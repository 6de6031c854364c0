package io.arcipelago.identity.signin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of static HTML with places for values. A value is escaped unless its place is written with
 * three braces, which only ever take markup made here.
 */
public final class PageTemplate {

    /**
     * Most pages have no script at all. {@code form-action} is left open because browsers apply it
     * to the redirects that follow, and these lead to the client's own address.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** For the pages that talk to an authenticator or show a QR code. */
    private static final String POLICY_WITH_SCRIPT =
            CONTENT_SECURITY_POLICY.replace(
                    "img-src 'self'", "script-src 'self'; img-src 'self' data:");

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private final String html;

    private PageTemplate(String html) {
        this.html = html;
    }

    /** The template of this file name in {@code identity-pages}, set into the layout. */
    static PageTemplate of(String layout, String name) {
        return new PageTemplate(layout.replace("{{{content}}}", read(name)));
    }

    /** The bytes of a file in {@code identity-pages}, as text. */
    static String read(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream("/identity-pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The file identity-pages/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The page with these values, escaped, and this markup, as it is. The template is read once, so
     * a value that looks like a place stays what it is.
     */
    String fill(Map<String, String> values, Map<String, String> markup) {
        return PLACE.matcher(html)
                .replaceAll(place -> {
                    String raw = place.group(1);
                    String text =
                            raw == null
                                    ? HtmlUtils.htmlEscape(known(values, place.group(2)))
                                    : known(markup, raw);
                    return Matcher.quoteReplacement(text);
                });
    }

    private static String known(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The page has a place for " + name + ", unfilled");
        }
        return value;
    }

    /** The page as an answer that no cache keeps and no other site frames. */
    public ResponseEntity<String> answer(Map<String, String> values, Map<String, String> markup) {
        return answer(values, markup, CONTENT_SECURITY_POLICY);
    }

    /** As {@link #answer}, for a page that needs a script file of ours or an embedded picture. */
    ResponseEntity<String> answerWithScript(
            Map<String, String> values, Map<String, String> markup) {
        return answer(values, markup, POLICY_WITH_SCRIPT);
    }

    private ResponseEntity<String> answer(
            Map<String, String> values, Map<String, String> markup, String policy) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .body(fill(values, markup));
    }
}
