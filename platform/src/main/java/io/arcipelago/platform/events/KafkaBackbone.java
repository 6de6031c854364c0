package io.arcipelago.platform.events;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The Kafka of this installation: knows its mode, runs the embedded broker if that is wanted. */
public final class KafkaBackbone implements SmartLifecycle {

    /** Started before and stopped after the relay. */
    private static final int PHASE = -2000;

    private final BrokerProperties properties;
    private final @Nullable EmbeddedBroker broker;
    private volatile boolean running;

    KafkaBackbone(BrokerProperties properties, Path dataDirectory, WakeUp wakeUp) {
        if (properties.mode() == KafkaMode.EXTERNAL && properties.bootstrapServers().isBlank()) {
            throw new IllegalStateException(
                    "arcipelago.kafka.mode is 'external' but arcipelago.kafka.bootstrap-servers is"
                            + " empty; name the brokers or set the mode to 'embedded' or 'off'");
        }
        this.properties = properties;
        this.broker =
                properties.mode() == KafkaMode.EMBEDDED
                        ? new EmbeddedBroker(
                                dataDirectory.resolve("kafka"),
                                properties.port(),
                                properties.controllerPort(),
                                wakeUp::call)
                        : null;
    }

    public KafkaMode mode() {
        return properties.mode();
    }

    /** Whether clients may try to connect. */
    public boolean isReady() {
        return switch (properties.mode()) {
            case EMBEDDED -> broker != null && broker.state() == EmbeddedBroker.State.RUNNING;
            case EXTERNAL -> true;
            case OFF -> false;
        };
    }

    /** The brokers' addresses; empty when Kafka is off. */
    public Optional<String> bootstrapServers() {
        return Optional.of(properties.servers()).filter(servers -> !servers.isEmpty());
    }

    Optional<EmbeddedBroker> broker() {
        return Optional.ofNullable(broker);
    }

    @Override
    public void start() {
        broker().ifPresent(EmbeddedBroker::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (broker != null) {
                broker.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
