package io.arcipelago.identity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/**
 * A program that calls the service's API with one access token.
 *
 * @param token empty to send none
 */
public record TokenClient(Provider provider, String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADMIN_SCOPES =
            "openid profile iam:admin.read iam:admin.write scim:read scim:write";

    /** With the token that the person gets for the scope; what is not theirs is left out of it. */
    public static TokenClient of(Provider provider, String username, String scope) {
        return new TokenClient(
                provider,
                TestClient.dashboard(provider)
                        .tokens(username, scope)
                        .path("access_token")
                        .asString());
    }

    /** Carla with every administrators' scope. */
    public static TokenClient administrator(Provider provider) {
        return of(provider, "carla", ADMIN_SCOPES);
    }

    /** Somebody who asked for every administrators' scope and is no administrator. */
    public static TokenClient ambitious(Provider provider, String username) {
        return of(provider, username, ADMIN_SCOPES);
    }

    /** Without a token. */
    public static TokenClient anonymous(Provider provider) {
        return new TokenClient(provider, "");
    }

    /** The id of the token's person. */
    public String subject() {
        return TestClient.claims(token).getSubject();
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "", "");
    }

    public HttpResponse<String> delete(String path) {
        return send("DELETE", path, "", "");
    }

    /** Sends JSON. */
    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    /** Sends JSON. */
    public HttpResponse<String> put(String path, String json) {
        return send("PUT", path, "application/json", json);
    }

    /** Sends JSON. */
    public HttpResponse<String> patch(String path, String json) {
        return send("PATCH", path, "application/json", json);
    }

    /** The JSON of a good answer to a GET. */
    public JsonNode read(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response + " " + response.body());
        }
        return TestClient.json(response);
    }

    /** Sends a request to a path below {@code /identity}. */
    public HttpResponse<String> send(String method, String path, String contentType, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(provider.issuer() + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
