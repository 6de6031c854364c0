package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests within the site's bound, repeats what may be repeated, classifies failures. */
final class Transport {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_OBEYED_WAIT = 10;
    private static final String IDENTITY = "identity";

    private final HttpClient http;
    private final ConnectionSettings settings;
    private final Semaphore inFlight;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final BreakerSettings breakerSettings;
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    Transport(
            HttpClient http,
            ConnectionSettings settings,
            Semaphore inFlight,
            InstantSource clock,
            Sleeper sleeper,
            BreakerSettings breakerSettings) {
        this.http = http;
        this.settings = settings;
        this.inFlight = inFlight;
        this.clock = clock;
        this.sleeper = sleeper;
        this.breakerSettings = breakerSettings;
    }

    /** Answers below 400; all else is raised. */
    ApiResponse send(ApiRequest request) {
        return send(request, IDENTITY);
    }

    /**
     * The same.
     *
     * @param service what does not answer if this request is not answered
     */
    ApiResponse send(ApiRequest request, String service) {
        CircuitBreaker breaker =
                breakers.computeIfAbsent(service, _ -> new CircuitBreaker(breakerSettings, clock));
        for (int attempt = 1; ; attempt++) {
            requireClosed(request, breaker);
            OpenStackException failure;
            try {
                ApiResponse response = sendOnce(request, breaker);
                if (response.status() < 400) {
                    return response;
                }
                failure = Errors.of(request, response, clock);
            } catch (OpenStackException e) {
                failure = e;
            }
            if (attempt >= settings.maxAttempts() || !mayRepeat(request, failure)) {
                throw failure;
            }
            pause(request, failure, attempt);
        }
    }

    private static void requireClosed(ApiRequest request, CircuitBreaker breaker) {
        Optional<Instant> nextChance = breaker.nextChance();
        if (nextChance.isPresent()) {
            throw new OpenStackException(
                    Kind.UNAVAILABLE,
                    request.describe()
                            + ": not sent, the service left "
                            + breaker.failures()
                            + " requests in a row unanswered; the next try is at "
                            + nextChance.get());
        }
    }

    private static boolean mayRepeat(ApiRequest request, OpenStackException failure) {
        return switch (failure.kind()) {
            // Nothing was sent, or the site said that it did nothing: safe for a POST as well.
            case UNAVAILABLE -> true;
            case TRANSIENT -> request.repeatable() || failure.status() == TOO_MANY_REQUESTS;
            case QUOTA, AUTH, NOT_FOUND, CONFLICT, BAD_REQUEST -> false;
        };
    }

    private void pause(ApiRequest request, OpenStackException failure, int attempt) {
        Duration own = backoff(attempt);
        Duration wait = failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        if (wait.compareTo(settings.maxBackoff().multipliedBy(LONGEST_OBEYED_WAIT)) > 0) {
            throw failure;
        }
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    private Duration backoff(int attempt) {
        long full =
                Math.min(
                        settings.maxBackoff().toMillis(),
                        settings.firstBackoff().toMillis() << Math.min(attempt - 1, 20));
        // Half fixed, half random: many clients that failed together must not return together.
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    private ApiResponse sendOnce(ApiRequest request, CircuitBreaker breaker) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.uri())
                        .method(
                                request.method(),
                                request.body()
                                        .map(HttpRequest.BodyPublishers::ofByteArray)
                                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        try {
            acquire(request);
        } catch (OpenStackException e) {
            breaker.abandoned();
            throw e;
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The JDK's own request time-out ends with the headers; this one covers the body too.
            HttpResponse<byte[]> response =
                    answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            breaker.answered();
            return new ApiResponse(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            breaker.unanswered();
            throw new OpenStackException(
                    Kind.TRANSIENT,
                    request.describe() + ": no answer within " + settings.requestTimeout());
        } catch (ExecutionException e) {
            OpenStackException failure = unanswered(request, e.getCause());
            if (failure.kind() == Kind.UNAVAILABLE) {
                breaker.unanswered();
            } else {
                // Somebody is there; an answer that broke says nothing of the next.
                breaker.abandoned();
            }
            throw failure;
        } catch (InterruptedException e) {
            breaker.abandoned();
            throw interrupted(request);
        } finally {
            answer.cancel(true);
            inFlight.release();
        }
    }

    private void acquire(ApiRequest request) {
        boolean acquired;
        try {
            acquired =
                    inFlight.tryAcquire(
                            settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
        if (!acquired) {
            throw new OpenStackException(
                    Kind.UNAVAILABLE,
                    request.describe()
                            + ": not sent, "
                            + settings.maxConcurrent()
                            + " requests to this site were in flight for "
                            + settings.requestTimeout());
        }
    }

    private static OpenStackException unanswered(ApiRequest request, @Nullable Throwable cause) {
        String reason =
                cause == null
                        ? "unknown"
                        : Optional.ofNullable(cause.getMessage())
                                .orElse(cause.getClass().getSimpleName());
        return switch (cause) {
            case HttpConnectTimeoutException _ -> notSent(request, "connection timed out");
            case ConnectException _ -> notSent(request, "connection refused or no route");
            case UnknownHostException _ -> notSent(request, "unknown host");
            case UnresolvedAddressException _ -> notSent(request, "unknown host");
            case IOException _ ->
                    new OpenStackException(
                            Kind.TRANSIENT, request.describe() + ": connection broke: " + reason);
            case null, default ->
                    new OpenStackException(
                            Kind.TRANSIENT, request.describe() + ": failed: " + reason);
        };
    }

    private static OpenStackException notSent(ApiRequest request, String reason) {
        return new OpenStackException(Kind.UNAVAILABLE, request.describe() + ": " + reason);
    }

    private static OpenStackException interrupted(ApiRequest request) {
        Thread.currentThread().interrupt();
        return new OpenStackException(
                Kind.TRANSIENT, request.describe() + ": interrupted while waiting");
    }
}
