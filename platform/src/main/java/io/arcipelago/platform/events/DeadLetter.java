package io.arcipelago.platform.events;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a destination could not handle.
 *
 * @param destination the consumer's name, or {@code kafka}
 * @param error the last failure
 */
public record DeadLetter(
        UUID eventId,
        String destination,
        String topic,
        String key,
        String type,
        String subject,
        int attempts,
        String error,
        Instant diedAt) {}
