package io.arcipelago.identity.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Calls to one provider: no redirects, a bounded answer, a bounded time for all of it, and no more
 * than a few at once.
 */
final class UpstreamHttp {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int AT_ONCE = 16;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** The body of a good answer to a GET. */
    String get(URI uri, Optional<String> token) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", "application/json").GET();
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return send(request.build());
    }

    /** The body of a good answer to a form, sent with these credentials unless they are empty. */
    String post(URI uri, Map<String, String> form, String user, String password)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        if (!password.isEmpty()) {
            // RFC 6749, section 2.3.1: both are encoded as in a form first.
            String pair = encode(user) + ":" + encode(password);
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return send(request.build());
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The client's own timeout ends with the headers; this one covers a slow body too. */
    private String send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> call = null;
        boolean admitted = false;
        try {
            admitted = free.tryAcquire(WHOLE.toSeconds(), TimeUnit.SECONDS);
            if (!admitted) {
                throw new IOException("Too many calls at once");
            }
            call =
                    client.sendAsync(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
            HttpResponse<String> response = call.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(request.uri() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException failed) {
            throw new IOException(request.uri() + " did not answer", failed.getCause());
        } catch (TimeoutException late) {
            call.cancel(true);
            throw new IOException(request.uri() + " did not answer in time", late);
        } catch (InterruptedException stopped) {
            if (call != null) {
                call.cancel(true);
            }
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", stopped);
        } finally {
            if (admitted) {
                free.release();
            }
        }
    }
}
