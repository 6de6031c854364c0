package io.arcipelago.identity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** A program that calls the JSON interfaces with a token, or with none if it is empty. */
public final class PeopleClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Provider provider;

    public PeopleClient(Provider provider) {
        this.provider = provider;
    }

    /** An access token of this person for the dashboard. */
    public String token(String username, String scope) {
        return tokens.computeIfAbsent(
                username + " " + scope,
                key ->
                        TestClient.dashboard(provider)
                                .tokens(username, scope)
                                .path("access_token")
                                .asString());
    }

    public HttpResponse<String> get(String path, String token) {
        return send("GET", path, "", token);
    }

    public HttpResponse<String> head(String path) {
        return send("HEAD", path, "", "");
    }

    public HttpResponse<String> delete(String path, String token) {
        return send("DELETE", path, "", token);
    }

    /** POSTs the body as JSON; an empty text is no body. */
    public HttpResponse<String> post(String path, Object body, String token) {
        return send("POST", path, "".equals(body) ? "" : JSON.writeValueAsString(body), token);
    }

    public HttpResponse<String> patch(String path, Object body, String token) {
        return send("PATCH", path, "".equals(body) ? "" : JSON.writeValueAsString(body), token);
    }

    private HttpResponse<String> send(String method, String path, String body, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(provider.publicUrl() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
