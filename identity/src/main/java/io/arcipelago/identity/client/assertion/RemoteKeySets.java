package io.arcipelago.identity.client.assertion;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Key sets at clients' {@code jwks_uri}s. Strangers register clients, so the address, the time, the
 * size and the number of calls are all bounded, and no redirect is followed. While the address does
 * not answer, keys that were fetched before stay good for a day.
 */
@Component
class RemoteKeySets {

    /** The keys cannot be fetched; the message says why. */
    static final class NotFetched extends Exception {

        private static final long serialVersionUID = 1L;

        NotFetched(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration WITHOUT_ANSWER = Duration.ofDays(1);
    private static final int MAX_BYTES = 64 * 1024;
    private static final int AT_ONCE = 16;
    private static final int MOST_KNOWN = 1000;

    /** What is known of one address. Fields change under the lock only. */
    private static final class Held {
        final ReentrantLock lock = new ReentrantLock();
        @Nullable JWKSet keys;
        Instant fetchedAt = Instant.MIN;
        Instant triedAt = Instant.MIN;
    }

    private final Map<URI, Held> known = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ClientAssertionSettings settings;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    RemoteKeySets(ClientAssertionSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The keys, fetched some minutes ago at most if the address answers. */
    JWKSet get(URI uri) throws NotFetched {
        return get(uri, settings.keysFor());
    }

    /** The keys, fetched just now unless that was done a short while ago. */
    JWKSet getNewer(URI uri) throws NotFetched {
        return get(uri, Duration.ZERO);
    }

    private JWKSet get(URI uri, Duration oldest) throws NotFetched {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        Held held = known.computeIfAbsent(uri, unknown -> new Held());
        held.lock.lock();
        try {
            Instant now = clock.instant();
            JWKSet keys = held.keys;
            if (keys != null && now.isBefore(held.fetchedAt.plus(oldest))) {
                return keys;
            }
            boolean mayTry = !now.isBefore(held.triedAt.plus(BETWEEN_FETCHES));
            boolean lasting = keys != null && now.isBefore(held.fetchedAt.plus(WITHOUT_ANSWER));
            if (!mayTry) {
                if (lasting && keys != null) {
                    return keys;
                }
                throw new NotFetched(
                        uri + " did not give keys a moment ago; it is asked again soon", null);
            }
            held.triedAt = now;
            try {
                JWKSet fetched = fetch(uri);
                held.keys = fetched;
                held.fetchedAt = now;
                return fetched;
            } catch (NotFetched failed) {
                if (lasting && keys != null) {
                    return keys;
                }
                throw failed;
            }
        } finally {
            held.lock.unlock();
        }
    }

    private JWKSet fetch(URI uri) throws NotFetched {
        requireAllowed(uri, settings.privateAddresses());
        CompletableFuture<HttpResponse<String>> call = null;
        if (!free.tryAcquire()) {
            throw new NotFetched("Too many key sets are fetched at once; try again", null);
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).header("Accept", "application/json").GET().build();
            call =
                    client.sendAsync(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
            // Covers a slow body too; the client's own timeout ends with the headers.
            HttpResponse<String> response = call.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new NotFetched(uri + " answered " + response.statusCode(), null);
            }
            return JWKSet.parse(response.body());
        } catch (ParseException notKeys) {
            throw new NotFetched(uri + " did not answer with a JWK set", notKeys);
        } catch (ExecutionException failed) {
            throw new NotFetched(uri + " did not answer", failed.getCause());
        } catch (TimeoutException late) {
            call.cancel(true);
            throw new NotFetched(uri + " did not answer in time", late);
        } catch (InterruptedException stopped) {
            if (call != null) {
                call.cancel(true);
            }
            Thread.currentThread().interrupt();
            throw new NotFetched("Interrupted", stopped);
        } finally {
            free.release();
        }
    }

    /**
     * Refuses what a stranger must not make this provider call. The call itself looks the name up
     * again; the Java runtime gives it the answer that was checked here, which it keeps for some
     * seconds.
     */
    static void requireAllowed(URI uri, boolean privateAddresses) throws NotFetched {
        String host = uri.getHost();
        if (host == null) {
            throw new NotFetched("jwks_uri has no host", null);
        }
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            for (InetAddress address : addresses) {
                if (!secure && !address.isLoopbackAddress()) {
                    throw new NotFetched(uri + " is not https", null);
                }
                if (!privateAddresses && !open(address)) {
                    throw new NotFetched(
                            uri
                                    + " is on a private network, which this provider does not call"
                                    + " (arcipelago.identity.client-assertion.private-addresses)",
                            null);
                }
            }
        } catch (UnknownHostException e) {
            throw new NotFetched(host + " is not known", e);
        }
    }

    /** Whether the address is one of the open Internet. */
    private static boolean open(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean local =
                bytes.length == 4
                        // This network, shared carrier space (RFC 6598), reserved.
                        ? first == 0 || (first == 100 && (second & 0xc0) == 64) || first >= 240
                        // Unique local (RFC 4193), and IPv4 inside IPv6 (RFC 6052, 3056).
                        : (first & 0xfe) == 0xfc
                                || (first == 0 && second == 0x64)
                                || (first == 0x20 && second == 0x02);
        return !local
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress();
    }
}
