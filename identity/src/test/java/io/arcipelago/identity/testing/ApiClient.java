package io.arcipelago.identity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A program that calls the HTTP interfaces with JSON and a bearer token, or without one. */
public record ApiClient(Provider provider, HttpClient http, String token) {

    /** A caller without a token. */
    public static ApiClient anonymous(Provider provider) {
        return new ApiClient(provider, HttpClient.newHttpClient(), "");
    }

    /** The same caller with this bearer token. */
    public ApiClient with(String bearer) {
        return new ApiClient(provider, http, bearer);
    }

    /** A caller with a token of this person from the dashboard. */
    public static ApiClient as(Provider provider, String username, String scope) {
        return anonymous(provider)
                .with(
                        TestClient.dashboard(provider)
                                .tokens(username, scope)
                                .path("access_token")
                                .asString());
    }

    public HttpResponse<String> get(String path) {
        return call("GET", path, "");
    }

    public HttpResponse<String> post(String path, String body) {
        return call("POST", path, body);
    }

    public HttpResponse<String> put(String path, String body) {
        return call("PUT", path, body);
    }

    public HttpResponse<String> delete(String path) {
        return call("DELETE", path, "");
    }

    public HttpResponse<String> patch(String path) {
        return call("PATCH", path, "");
    }

    /** Sends a request to a path below the issuer. */
    public HttpResponse<String> call(String method, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(provider.issuer() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "ApiClient[" + provider.issuer() + "]";
    }
}
