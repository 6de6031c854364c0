package io.arcipelago.platform.events;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells the mode and whether the brokers answer. An embedded broker that still starts is unknown
 * rather than down: events wait for it.
 */
final class KafkaHealth implements HealthIndicator, AutoCloseable {

    private static final int ANSWER_MILLIS = 2000;

    private final KafkaBackbone kafka;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Admin admin;

    KafkaHealth(KafkaBackbone kafka) {
        this.kafka = kafka;
    }

    @Override
    public Health health() {
        Health.Builder health =
                switch (kafka.mode()) {
                    case OFF -> Health.up();
                    case EXTERNAL -> answer();
                    case EMBEDDED ->
                            switch (kafka.broker().orElseThrow().state()) {
                                case STARTING -> Health.unknown().withDetail("state", "starting");
                                case RUNNING -> answer();
                                case FAILED ->
                                        Health.down()
                                                .withDetail(
                                                        "error",
                                                        kafka.broker().orElseThrow().failure());
                                case STOPPED -> Health.outOfService();
                            };
                };
        return health.withDetail("mode", kafka.mode().name().toLowerCase(Locale.ROOT)).build();
    }

    private Health.Builder answer() {
        try {
            DescribeClusterResult cluster = admin().describeCluster();
            int nodes = cluster.nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS).size();
            return Health.up().withDetail("brokers", nodes);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Health.down().withDetail("error", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown();
        }
    }

    private Admin admin() {
        opening.lock();
        try {
            Admin open = admin;
            if (open == null) {
                open =
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        kafka.bootstrapServers().orElseThrow(),
                                        AdminClientConfig.CLIENT_ID_CONFIG,
                                        "arcipelago-health",
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        ANSWER_MILLIS,
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        ANSWER_MILLIS));
                admin = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofMillis(ANSWER_MILLIS));
        }
    }
}
