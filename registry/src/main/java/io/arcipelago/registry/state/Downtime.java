package io.arcipelago.registry.state;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * A time in which a provider's operators promise less.
 *
 * @param id UUID
 * @param declaredBy who said so
 */
public record Downtime(
        String id,
        Severity severity,
        Instant start,
        Instant end,
        String description,
        String declaredBy,
        Instant declaredAt) {

    /** What people must expect. */
    public enum Severity {
        /** Nothing works: the provider's status is maintenance in that time. */
        OUTAGE("outage"),
        /** It works, perhaps not well. */
        WARNING("warning");

        private final String wire;

        Severity(String wire) {
            this.wire = wire;
        }

        @JsonValue
        public String wire() {
            return wire;
        }
    }

    public boolean covers(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
