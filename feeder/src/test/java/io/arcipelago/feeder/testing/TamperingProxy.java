package io.arcipelago.feeder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands before a site and changes its answers as a test wants, or keeps them back. */
public final class TamperingProxy implements AutoCloseable {

    /**
     * An answer of the site.
     *
     * @param cutAfter how many bytes of the body are sent before the connection ends; all if
     *     negative
     */
    public record Answer(int status, String body, int cutAfter) {

        public Answer(int status, String body) {
            this(status, body, -1);
        }

        public Answer with(String otherBody) {
            return new Answer(status, otherBody, cutAfter);
        }
    }

    /** Makes one answer into another. */
    @FunctionalInterface
    public interface Tampering {

        /**
         * Answers what the caller gets instead.
         *
         * @param path with the query
         * @param project the id of the project that the caller's token is for, empty if unknown
         */
        Answer change(String path, String project, Answer answer);
    }

    private static final List<String> FORWARDED =
            List.of(
                    "X-Auth-Token",
                    "X-Subject-Token",
                    "Authorization",
                    "Content-Type",
                    "OpenStack-API-Version");

    private final int target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> projects = new ConcurrentHashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Tampering tampering = (_, _, answer) -> answer;

    TamperingProxy(int target) throws IOException {
        this.target = target;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public void tamper(Tampering wanted) {
        tampering = wanted;
    }

    /** Every request that came, as {@code METHOD path}. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            seen.add(exchange.getRequestMethod() + " " + path);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + path))
                            .method(
                                    exchange.getRequestMethod(),
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            exchange.getRequestBody().readAllBytes()));
            for (String name : FORWARDED) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers()
                    .firstValue("X-Subject-Token")
                    .ifPresent(it -> {
                        exchange.getResponseHeaders().set("X-Subject-Token", it);
                        remember(it, response.body());
                    });
            String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
            String project = token == null ? "" : projects.getOrDefault(token, "");
            // The catalogue must lead through this door.
            String body = response.body().replace(":" + target + "/", ":" + port() + "/");
            send(
                    exchange,
                    tampering.change(path, project, new Answer(response.statusCode(), body)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(String token, String body) {
        JsonNode project =
                JsonMapper.builder().build().readTree(body).path("token").path("project");
        projects.put(token, project.path("id").asString(""));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        int length = answer.cutAfter() < 0 ? bytes.length : answer.cutAfter();
        exchange.getResponseBody().write(bytes, 0, length);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
