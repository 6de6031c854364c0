package io.arcipelago.identity.policy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an Open Policy Agent which scopes are allowed (its REST API, "Get a Document with Input").
 * An answer holds for a few seconds, so that the steps of one sign-in cost one call.
 */
final class OpaClient {

    /** How long an answer is used again. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OpaClient.class);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int CALLS_AT_ONCE = 32;
    private static final int REMEMBERED = 2_000;

    /** What is asked; the scopes in order. */
    record Question(String user, List<String> groups, String client, List<String> scopes) {

        Question {
            groups = List.copyOf(groups);
            scopes = List.copyOf(scopes);
        }
    }

    /** There is no good answer. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    private record Answer(Set<String> allowed, Instant until) {}

    private final URI document;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient http;
    private final Circuit circuit;
    private final Semaphore calls = new Semaphore(CALLS_AT_ONCE);
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();

    OpaClient(URI document, Duration timeout, InstantSource clock) {
        this.document = document;
        this.timeout = timeout;
        this.clock = clock;
        this.circuit = new Circuit(clock);
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Those of the scopes that are allowed.
     *
     * @throws Unavailable if there is no good answer in time
     */
    Set<String> allowed(Question question) throws Unavailable {
        Answer known = answers.get(question);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.allowed();
        }
        if (!circuit.admits()) {
            throw new Unavailable("The policy service is left alone for a while after failures");
        }
        if (!calls.tryAcquire()) {
            throw new Unavailable("Too many questions wait for the policy service");
        }
        try {
            Set<String> allowed = ask(question);
            circuit.succeeded();
            remember(question, allowed);
            return allowed;
        } catch (Unavailable failure) {
            circuit.failed();
            LOG.warn("No decision from {}: {}", document, failure.getMessage());
            throw failure;
        } finally {
            calls.release();
        }
    }

    private void remember(Question question, Set<String> allowed) {
        if (answers.size() >= REMEMBERED) {
            answers.clear();
        }
        answers.put(question, new Answer(allowed, clock.instant().plus(FRESH)));
    }

    private Set<String> ask(Question question) throws Unavailable {
        HttpRequest request =
                HttpRequest.newBuilder(document)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(input(question)))
                        .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new Unavailable("HTTP status " + response.statusCode());
        }
        Set<String> allowed = new HashSet<>(result(response.body()));
        // It may take scopes away, but never add what nobody asked for.
        allowed.retainAll(new HashSet<>(question.scopes()));
        return Set.copyOf(allowed);
    }

    private String input(Question question) {
        return json.writeValueAsString(
                Map.of(
                        "input",
                        Map.of(
                                "user",
                                Map.of("id", question.user(), "groups", question.groups()),
                                "client",
                                Map.of("id", question.client()),
                                "scopes",
                                question.scopes())));
    }

    /** The deadline is for the whole answer: a body that trickles in is no answer. */
    private HttpResponse<String> send(HttpRequest request) throws Unavailable {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(), LARGEST_ANSWER));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Unavailable("no answer within " + timeout);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new Unavailable(
                    cause instanceof IOException ? String.valueOf(cause) : "the call failed");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private List<String> result(String body) throws Unavailable {
        JsonNode result;
        try {
            result = json.readTree(body).path("result");
        } catch (JacksonException broken) {
            throw new Unavailable("the answer is no JSON");
        }
        if (!result.isArray()) {
            throw new Unavailable("the document is not a list of scopes");
        }
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : result) {
            if (!scope.isString()) {
                throw new Unavailable("the list holds something that is not a scope");
            }
            scopes.add(scope.asString());
        }
        return scopes;
    }

    /** The client of these settings; empty if they name no service. */
    static Optional<OpaClient> of(PolicySettings.Opa settings, InstantSource clock) {
        return settings.document()
                .map(document -> new OpaClient(document, settings.timeout(), clock));
    }
}
