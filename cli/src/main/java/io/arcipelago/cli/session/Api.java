package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Problem;
import io.arcipelago.cli.output.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to one installation's services in the name of the person who is signed in. */
public final class Api {

    /** Streams begin to answer at once or not at all; they may then last for hours. */
    private static final Duration STREAM_BEGINNING = Duration.ofSeconds(60);

    private final Http http;
    private final JsonMapper json;
    private final URI base;
    private final AccessTokenSource tokens;

    /**
     * @param base the installation's URL without a slash at its end
     */
    public Api(Http http, JsonMapper json, URI base, AccessTokenSource tokens) {
        this.http = http;
        this.json = json;
        this.base = base;
        this.tokens = tokens;
    }

    /**
     * Reads the contract's documents: a member that may be absent, such as a flag, then is false.
     */
    public static JsonMapper documents() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    public URI base() {
        return base;
    }

    /** A path segment or query value. */
    public static String encode(String text) {
        return Http.encode(text).replace("+", "%20");
    }

    /**
     * Asks for a document.
     *
     * @param path from the installation's root, with query
     * @throws Refusal if the service refuses
     */
    public JsonNode get(String path) {
        return tree(request(path, Map.of()).GET());
    }

    /** Sends a document; safe to repeat only if the service recognises repetitions. */
    public JsonNode post(String path, Object body) {
        return tree(
                request(path, Map.of("Content-Type", "application/json"))
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public JsonNode delete(String path) {
        return tree(request(path, Map.of()).DELETE());
    }

    /** Opens a stream of server-sent events that goes on after the last event that one has. */
    public InputStream stream(String path, String lastEventId) {
        HttpRequest.Builder request =
                request(path, Map.of("Accept", "text/event-stream")).timeout(STREAM_BEGINNING);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer =
                authorized(request.GET(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (InputStream body = answer.body()) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                throw refusal(answer.statusCode(), text);
            } catch (IOException e) {
                throw refusal(answer.statusCode(), "");
            }
        }
        return answer.body();
    }

    public <T> T read(JsonNode node, Class<T> type) {
        try {
            return json.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new CliFailure(
                    "%s answered something that is no %s: %s"
                            .formatted(base, type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }

    public JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new CliFailure(base + " answered something that is not JSON", e);
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = http.request(URI.create(base + path));
        headers.forEach(request::header);
        return request;
    }

    private JsonNode tree(HttpRequest.Builder request) {
        HttpResponse<String> answer = authorized(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body());
        }
        return parse(answer.body());
    }

    private CliFailure refusal(int status, String body) {
        Problem problem = Problem.of(status, body, json);
        return status == 401
                ? CliFailure.notSignedIn(problem.text() + "\nSign in again with: arcipelago login")
                : new Refusal(problem);
    }

    private <T> HttpResponse<T> authorized(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        String token = tokens.token();
        HttpResponse<T> answer =
                http.send(request.setHeader("Authorization", "Bearer " + token).build(), handler);
        if (answer.statusCode() != 401) {
            return answer;
        }
        // Revoked or signed by a key that is gone: a new token may be better.
        return http.send(
                request.setHeader("Authorization", "Bearer " + tokens.another(token)).build(),
                handler);
    }
}
