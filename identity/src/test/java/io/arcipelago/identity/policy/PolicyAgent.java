package io.arcipelago.identity.policy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server with the data API of an Open Policy Agent: one document, asked with an input. */
final class PolicyAgent implements AutoCloseable {

    private static final String PATH = "/v1/data/arcipelago/allowed_scopes";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String answer = "{\"result\":[]}";
    private volatile boolean trickle;
    private volatile String lastBody = "";

    PolicyAgent() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(PATH, this::handle);
        server.start();
    }

    URI document() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
    }

    void answers(String body) {
        answer = body;
    }

    void status(int code) {
        status = code;
    }

    /** From now on answers begin and do not end. */
    void trickles() {
        trickle = true;
    }

    int calls() {
        return calls.get();
    }

    String lastBody() {
        return lastBody;
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        boolean post = exchange.getRequestMethod().equals("POST");
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(post ? status : 405, trickle ? 0 : Math.max(1, body.length));
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.length == 0 ? new byte[] {' '} : body);
            if (trickle) {
                out.flush();
                stopped.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        stopped.countDown();
        server.stop(0);
        threads.close();
    }
}
