package io.arcipelago.platform.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Kafka to use.
 *
 * @param bootstrapServers the external brokers, comma-separated {@code host:port}
 * @param port the embedded broker's port on 127.0.0.1
 * @param controllerPort the embedded controller's port on 127.0.0.1
 */
@ConfigurationProperties("arcipelago.kafka")
public record BrokerProperties(
        @DefaultValue("off") KafkaMode mode,
        @DefaultValue("") String bootstrapServers,
        @DefaultValue("8803") int port,
        @DefaultValue("8804") int controllerPort) {

    /** The brokers to talk to; empty when Kafka is off. */
    public String servers() {
        return switch (mode) {
            case EMBEDDED -> "127.0.0.1:" + port;
            case EXTERNAL -> bootstrapServers;
            case OFF -> "";
        };
    }
}
