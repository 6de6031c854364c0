package io.arcipelago.feeder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Takes snapshots as the registry does, and remembers them. */
public final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<ProviderSnapshot> taken = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> arriving = new ConcurrentHashMap<>();
    private final AtomicInteger mostOfOneProvider = new AtomicInteger();
    private volatile CountDownLatch door = new CountDownLatch(0);

    public FakeRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/registry/v2/snapshots", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next requests are answered with these. */
    public void refuse(int... statuses) {
        for (int status : statuses) {
            refusals.add(status);
        }
    }

    /** Refuses nothing more. */
    public void accept() {
        refusals.clear();
    }

    public List<ProviderSnapshot> taken() {
        return List.copyOf(taken);
    }

    public List<ProviderSnapshot> taken(String provider) {
        return taken.stream().filter(it -> it.provider().name().equals(provider)).toList();
    }

    /** The bearer tokens that came. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** From now on nobody gets an answer, until the door is opened. */
    public void shut() {
        door = new CountDownLatch(1);
    }

    public void open() {
        door.countDown();
    }

    /** How many snapshots of a provider wait for an answer. */
    public int waiting(String provider) {
        return arriving.getOrDefault(provider, new AtomicInteger()).get();
    }

    /** How many snapshots of one provider were here at one time. */
    public int mostOfOneProvider() {
        return mostOfOneProvider.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        ProviderSnapshot snapshot = JSON.readValue(body, ProviderSnapshot.class);
        AtomicInteger here =
                arriving.computeIfAbsent(snapshot.provider().name(), _ -> new AtomicInteger());
        mostOfOneProvider.accumulateAndGet(here.incrementAndGet(), Math::max);
        try (exchange) {
            door.await();
            tokens.add(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                            .replaceFirst("^Bearer ", ""));
            Integer refusal = refusals.poll();
            if (refusal != null) {
                answer(exchange, refusal, "{\"detail\": \"as the test wants\"}");
                return;
            }
            taken.add(snapshot);
            answer(
                    exchange,
                    200,
                    """
                    {"provider": "%s", "generation": %d, "changed": 7, "rejected": [],
                     "held": [{"region": "north", "facet": "flavors", "known": 9, "lost": 9,
                               "since": "2026-01-01T00:00:00Z"}]}
                    """
                            .formatted(snapshot.provider().name(), taken.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            here.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }
}
