package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plain HTTP/1.1 exchanges. Never follows a redirect by itself: a redirect must not carry a token
 * or a password elsewhere.
 */
public final class Http implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Duration patience;

    /**
     * @param patience how long an answer may take
     */
    public Http(Duration patience) {
        this(patience, HttpClient.newBuilder());
    }

    private Http(Duration patience, HttpClient.Builder builder) {
        this.patience = patience;
        this.client =
                builder.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /** One that keeps cookies, like a browser. */
    static Http withCookies(Duration patience) {
        return new Http(patience, HttpClient.newBuilder().cookieHandler(new CookieManager()));
    }

    public HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(patience);
    }

    public HttpResponse<String> get(URI uri) {
        return send(request(uri).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postForm(URI uri, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Sends a request.
     *
     * @throws Unreachable if there is no answer
     */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new Unreachable(request.uri(), e, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("Interrupted while waiting for " + address(request.uri()), e);
        }
    }

    /** Nothing answers, or not in time. */
    public static final class Unreachable extends CliFailure {

        private static final long serialVersionUID = 1L;

        Unreachable(URI uri, IOException cause, String reason) {
            super(
                    "%s does not answer: %s. Is it running, and is the address right (--url)?"
                            .formatted(address(uri), reason),
                    cause);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "connection refused or host unknown";
            case InterruptedIOException _ -> "interrupted";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** Scheme, host and port only: a query may hold a code. */
    private static String address(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public void close() {
        // Not close(): it waits for answers that may never come.
        client.shutdownNow();
    }
}
