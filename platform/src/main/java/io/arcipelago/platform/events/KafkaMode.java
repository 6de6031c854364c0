package io.arcipelago.platform.events;

/** Where events go besides the consumers in process; {@code arcipelago.kafka.mode}. */
public enum KafkaMode {
    /** A broker inside this process, on loopback. */
    EMBEDDED,
    /** The brokers named in {@code arcipelago.kafka.bootstrap-servers}. */
    EXTERNAL,
    /** Nowhere. */
    OFF
}
