package io.arcipelago.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.platform.web.shelf.Shelf;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TelemetryTest {

    @TempDir private Path directory;

    @Test
    void aLogLineIsOneJsonObjectWithRequestAndTrace() throws IOException {
        Path file = directory.resolve("log.json");
        try (RunningApp app =
                Shelf.start("logging.file.name=" + file, "logging.structured.format.file=ecs")) {
            app.get("/shelf/fail/bug", "X-Request-Id", "request-77");
        }
        List<JsonNode> lines =
                Files.readAllLines(file).stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .toList();
        JsonNode failure =
                lines.stream()
                        .filter(line -> line.path("requestId").asString("").equals("request-77"))
                        .findFirst()
                        .orElseThrow();
        assertThat(failure.path("log").path("level").asString()).isEqualTo("ERROR");
        assertThat(failure.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(failure.path("service").path("name").asString()).isEqualTo("arcipelago");
    }

    @Test
    void metricsNameRoutesAndNeverWhatClientsPutIntoThem() {
        try (TestTokens tokens = TestTokens.start();
                RunningApp app = Shelf.start(tokens.propertyPairs())) {
            for (int i = 0; i < 20; i++) {
                app.get("/shelf/fail/gone-" + i);
                app.get("/shelf/unknown-" + i);
                app.get("/elsewhere-" + i);
            }
            String metrics =
                    app.get(
                                    "/actuator/prometheus",
                                    "Authorization",
                                    "Bearer " + tokens.adminToken("carla"))
                            .body();
            assertThat(metrics)
                    .contains("http_server_requests_seconds_count")
                    .contains("uri=\"/shelf/fail/{how}\"")
                    .doesNotContain("gone-7", "unknown-7", "elsewhere-7");
        }
    }

    @Test
    void tracesReachTheConfiguredCollector() throws IOException {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/",
                exchange -> {
                    received.add(exchange.getRequestURI().getPath());
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (RunningApp app =
                Shelf.start(
                        "arcipelago.telemetry.otlp-endpoint=" + endpoint,
                        "management.opentelemetry.tracing.export.schedule-delay=100ms")) {
            app.get("/shelf/books");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(received).contains("/v1/traces"));
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void withoutACollectorNothingThatExportsIsEvenMade() {
        try (RunningApp app = Shelf.start()) {
            assertThat(app.context().getBeanNamesForType(SpanExporter.class)).isEmpty();
            assertThat(app.context().getBeanNamesForType(LogRecordExporter.class)).isEmpty();
            assertThat(app.context().getBeanNamesForType(OtlpMeterRegistry.class)).isEmpty();
        }
    }

    @Test
    void aDeploymentIsNamedInTheLogOnlyWhileItIsWorkedOn() {
        try (MDC.MDCCloseable ignored = LogContext.deployment("d-1")) {
            assertThat(MDC.get("deploymentId")).isEqualTo("d-1");
        }
        assertThat(MDC.get("deploymentId")).isNull();
    }
}
