package io.arcipelago.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
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
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class TelemetryTest {

    /** Keeps the context of each event, which belongs to the thread that logs. */
    private static final class Contexts extends AppenderBase<ILoggingEvent> {

        private final Queue<Map<String, String>> seen = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            seen.add(Map.copyOf(event.getMDCPropertyMap()));
        }
    }

    @Test
    void aLogLineCarriesRequestAndTrace() {
        try (RunningApp app = Shelf.start()) {
            Logger logger = (Logger) LoggerFactory.getLogger("io.arcipelago.platform.web");
            Contexts contexts = new Contexts();
            contexts.start();
            logger.addAppender(contexts);
            try {
                app.get("/shelf/fail/bug", "X-Request-Id", "request-77");
            } finally {
                logger.detachAppender(contexts);
            }
            assertThat(contexts.seen)
                    .anySatisfy(context -> {
                        assertThat(context).containsEntry("requestId", "request-77");
                        assertThat(context.get("traceId")).matches("[0-9a-f]{32}");
                    });
        }
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
        try (MDC.MDCCloseable _ = LogContext.deployment("d-1")) {
            assertThat(MDC.get("deploymentId")).isEqualTo("d-1");
        }
        assertThat(MDC.get("deploymentId")).isNull();
    }
}
