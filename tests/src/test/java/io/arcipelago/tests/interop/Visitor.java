package io.arcipelago.tests.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A person with a browser that keeps cookies, follows redirects and sends plain forms. */
final class Visitor implements AutoCloseable {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern CHECKED =
            Pattern.compile(
                    "<input type=\"checkbox\" name=\"([^\"]*)\" value=\"([^\"]*)\"[^>]* checked");

    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http;

    Visitor(SSLContext trust) {
        http =
                HttpClient.newBuilder()
                        .sslContext(trust)
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .connectTimeout(Duration.ofSeconds(20))
                        .build();
    }

    HttpResponse<String> open(String url, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends the page's first form: its hidden fields and checked boxes, and what is typed in. */
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> typed) {
        String form = page.body().split("</form>", 2)[0];
        List<String> fields = new ArrayList<>();
        for (Pattern field : List.of(HIDDEN, CHECKED)) {
            Matcher found = field.matcher(form);
            while (found.find()) {
                fields.add(pair(found.group(1), found.group(2)));
            }
        }
        typed.forEach((name, value) -> fields.add(pair(name, value)));
        Matcher action = ACTION.matcher(form);
        if (!action.find()) {
            throw new AssertionError("No form in the page at " + page.uri() + ":\n" + page.body());
        }
        return post(
                page.uri().resolve(action.group(1)).toString(), FORM, String.join("&", fields));
    }

    /** Sends a form as a program does that has no page. */
    HttpResponse<String> form(String url, Map<String, String> fields, String... headers) {
        return post(url, FORM, encode(fields), headers);
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> pair(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> post(String url, String type, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pair(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
