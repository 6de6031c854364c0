package io.arcipelago.platform.events;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event as a consumer sees it.
 *
 * @param id unique for each published event; a redelivery carries the same id
 * @param source the CloudEvents source: the service that published it, such as {@code
 *     /orchestrator}
 * @param time when it was published
 */
public record ReceivedEvent(
        UUID id,
        String source,
        String topic,
        String key,
        String type,
        String subject,
        Instant time,
        JsonNode data) {}
