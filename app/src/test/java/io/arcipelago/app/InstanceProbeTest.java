package io.arcipelago.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.arcipelago.app.InstanceProbe.Answer;
import io.arcipelago.app.InstanceProbe.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceProbeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private HttpServer server;
    private URI url;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url =
                URI.create(
                        "http://localhost:"
                                + server.getAddress().getPort()
                                + "/.well-known/arcipelago");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void answerWithOurInstanceIsOurs() {
        answering(200, "{\"instance\":\"ab12\"}");

        assertThat(InstanceProbe.ask(url, "ab12"))
                .isEqualTo(new Answer(Outcome.OURS, "{\"instance\":\"ab12\"}"));
    }

    @Test
    void answerOfAnotherInstanceIsForeign() {
        answering(200, "{\"instance\":\"cd34\"}");

        assertThat(InstanceProbe.ask(url, "ab12").outcome()).isEqualTo(Outcome.FOREIGN);
    }

    @Test
    void answerOfAnotherProgramIsForeign() {
        answering(404, "no such page");

        assertThat(InstanceProbe.await(url, "ab12", LONG, 0).outcome()).isEqualTo(Outcome.FOREIGN);
    }

    @Test
    void waitsWhileOursIsStarting() {
        AtomicInteger questions = new AtomicInteger();
        server.createContext(
                "/",
                exchange -> {
                    boolean ready = questions.incrementAndGet() > 2;
                    byte[] body = "{\"instance\":\"ab12\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(ready ? 200 : 503, body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();

        assertThat(InstanceProbe.await(url, "ab12", LONG, 0).outcome()).isEqualTo(Outcome.OURS);
        assertThat(questions).hasValue(3);
    }

    @Test
    void givesUpWhenTheProcessHasEnded() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        closePort();

        assertThat(InstanceProbe.await(url, "ab12", LONG, ended.pid()).outcome())
                .isEqualTo(Outcome.PROCESS_ENDED);
    }

    @Test
    void givesUpAfterTheDeadline() {
        closePort();

        assertThat(InstanceProbe.await(url, "ab12", Duration.ofMillis(1), 0).outcome())
                .isEqualTo(Outcome.NO_ANSWER);
    }

    /** A server that has not been started keeps its port open when it is stopped. */
    private void closePort() {
        server.start();
        server.stop(0);
    }

    private void answering(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
    }
}
