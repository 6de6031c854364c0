package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a part of the picture is.
 *
 * @param outcome how the last reading ended
 * @param triedAt when it was last read
 * @param goodAt when it was last read well; absent if it never was
 * @param reason why the last reading did not go well
 */
public record FacetStanding(
        String region,
        String project,
        Facet facet,
        FacetOutcome outcome,
        Instant triedAt,
        @Nullable Instant goodAt,
        @Nullable String reason) {

    /** A project's facet in a region. */
    public record Key(String region, String project, Facet facet) {}

    public Key key() {
        return new Key(region, project, facet);
    }

    /** Whether nothing but the times differs. */
    public boolean sameOutcome(FacetStanding other) {
        return outcome == other.outcome && Objects.equals(reason, other.reason);
    }
}
