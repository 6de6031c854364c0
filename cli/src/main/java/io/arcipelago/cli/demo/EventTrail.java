package io.arcipelago.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The published events of deployments. */
interface EventTrail {

    /**
     * An event as it was published.
     *
     * @param type the CloudEvents type
     * @param text what it tells, for people
     */
    record PublishedEvent(String id, String type, Instant at, String text) {

        /** Such as {@code placed} of {@code io.arcipelago.deployment.placed.v1}. */
        String word() {
            String[] parts = type.split("\\.", -1);
            return parts.length < 2 ? type : parts[parts.length - 2];
        }
    }

    /** Where the events are read, for people. */
    String place();

    /**
     * A deployment's events in the order in which they were published, once one of these types is
     * among them.
     *
     * @param since none is older
     * @throws io.arcipelago.cli.output.CliFailure if none of the types comes in time
     */
    List<PublishedEvent> read(
            String deployment, Instant since, Set<String> lastTypes, Duration patience);
}
