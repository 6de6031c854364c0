package io.arcipelago.site.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server: what was ordered and how it stands.
 *
 * @param ownPortIds ports that were made for it and go with it
 */
public record Server(
        String id,
        String projectId,
        String userId,
        String name,
        Order order,
        Map<String, String> metadata,
        List<String> ownPortIds,
        Condition condition,
        Instant created,
        Instant updated) {

    /**
     * What stays as ordered, independent of later changes of the configuration.
     *
     * @param portIds its interfaces in order
     * @param failure the fault with which the build ends, if it is to fail
     * @param unreachable whether nothing is let in, whatever the security groups say
     */
    public record Order(
            String flavorId,
            String flavorName,
            int vcpus,
            int ramMib,
            int diskGib,
            String imageId,
            String imageName,
            Optional<String> keyName,
            Optional<String> publicKey,
            Optional<String> userData,
            List<String> portIds,
            List<String> securityGroupIds,
            Optional<String> failure,
            boolean unreachable) {

        @Override
        public String toString() {
            return "Order[flavor=" + flavorName + ", image=" + imageName + "]";
        }
    }

    /** Nova's states as far as they occur here. */
    public enum Status {
        BUILD,
        ACTIVE,
        SHUTOFF,
        ERROR
    }

    /** How it stands: status, what is being done, why it failed. */
    public record Condition(Status status, Optional<Task> task, Optional<String> fault) {}

    /** Work under way. */
    public enum Task {
        SPAWNING("spawning"),
        POWERING_OFF("powering-off"),
        POWERING_ON("powering-on"),
        DELETING("deleting");

        private final String wireName;

        Task(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public boolean deleting() {
        return condition.task().filter(it -> it == Task.DELETING).isPresent();
    }

    public boolean running() {
        return condition.status() == Status.ACTIVE;
    }

    public Server with(Condition changed, Instant now) {
        return new Server(
                id, projectId, userId, name, order, metadata, ownPortIds, changed, created, now);
    }

    public Server withTask(Task task, Instant now) {
        return with(new Condition(condition.status(), Optional.of(task), condition.fault()), now);
    }

    public Server withStatus(Status status, Instant now) {
        return with(new Condition(status, Optional.empty(), Optional.empty()), now);
    }

    public Server failed(String fault, Instant now) {
        return with(new Condition(Status.ERROR, Optional.empty(), Optional.of(fault)), now);
    }

    public Server withMetadata(Map<String, String> changed, Instant now) {
        return new Server(
                id,
                projectId,
                userId,
                name,
                order,
                Map.copyOf(changed),
                ownPortIds,
                condition,
                created,
                now);
    }
}
