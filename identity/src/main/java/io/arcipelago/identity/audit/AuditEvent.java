package io.arcipelago.identity.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened, with ids only; names are looked up when it is stored.
 *
 * @param actor the subject of who did it, or a word such as {@code anonymous}
 * @param account the account that it is about
 * @param details further fields, from {@link Details}
 */
record AuditEvent(
        UUID id,
        Instant time,
        EventName name,
        boolean success,
        String actor,
        Optional<UUID> account,
        Optional<String> client,
        Optional<UUID> group,
        Map<String, Object> details,
        Origin origin) {

    /** A line of the log that is not stored, so that nobody is named but by id. */
    AuditLine unnamed() {
        return new AuditLine(this, actor, "", "");
    }

    /** The id if the text is one. */
    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
