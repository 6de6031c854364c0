package io.arcipelago.site.state;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A volume and the server that sees it, if any. */
public record Volume(
        String id,
        String projectId,
        String name,
        String description,
        int sizeGib,
        String type,
        Map<String, String> metadata,
        Status status,
        Optional<Attached> attached,
        Instant created) {

    /** A server and the device name under which it sees the volume. */
    public record Attached(String serverId, String device) {}

    /** Cinder's states as far as they occur here. */
    public enum Status {
        CREATING("creating"),
        AVAILABLE("available"),
        ATTACHING("attaching"),
        IN_USE("in-use"),
        DETACHING("detaching"),
        DELETING("deleting"),
        ERROR("error"),
        ERROR_DELETING("error_deleting");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public Volume with(Status changed) {
        return new Volume(
                id,
                projectId,
                name,
                description,
                sizeGib,
                type,
                metadata,
                changed,
                attached,
                created);
    }

    public Volume with(Status changed, Optional<Attached> to) {
        return new Volume(
                id, projectId, name, description, sizeGib, type, metadata, changed, to, created);
    }
}
