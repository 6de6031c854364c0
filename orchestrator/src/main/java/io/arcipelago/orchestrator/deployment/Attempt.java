package io.arcipelago.orchestrator.deployment;

import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.placement.Candidate;
import io.arcipelago.orchestrator.placement.Choices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One try to run a deployment on one site.
 *
 * @param project the site's project that is used
 * @param candidates the decision that led here, explained
 * @param choices the flavor and image for each server
 */
public record Attempt(
        int number,
        SiteKey site,
        String project,
        State state,
        Optional<String> failureClass,
        Optional<String> failure,
        List<Candidate> candidates,
        Choices choices,
        Instant startedAt,
        Optional<Instant> endedAt) {

    public Attempt {
        candidates = List.copyOf(candidates);
    }

    /** How the try stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
