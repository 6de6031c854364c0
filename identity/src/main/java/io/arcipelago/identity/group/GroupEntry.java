package io.arcipelago.identity.group;

import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A group with its place in the tree.
 *
 * @param name the full path without leading slash
 * @param parent empty for a group at the top
 */
public record GroupEntry(
        UUID id,
        String name,
        String description,
        Instant createdAt,
        Instant updatedAt,
        Optional<GroupRef> parent,
        List<Label> labels) {

    public GroupEntry {
        labels = List.copyOf(labels);
    }

    /** The group as others point to it. */
    public GroupRef reference() {
        return new GroupRef(id, name);
    }
}
