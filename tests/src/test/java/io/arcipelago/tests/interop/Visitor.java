package io.arcipelago.tests.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A person with a browser that keeps cookies, follows redirects and sends plain forms. */
final class Visitor implements AutoCloseable {

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
        PageForm form = PageForm.first(page.uri(), page.body());
        return post(form.action().toString(), FORM, form.filled(typed), "Accept", "text/html");
    }

    /** Sends a form as a program does that has no page. */
    HttpResponse<String> form(String url, Map<String, String> fields, String... headers) {
        return post(url, FORM, PageForm.encode(fields), headers);
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

    @Override
    public void close() {
        http.close();
    }
}
