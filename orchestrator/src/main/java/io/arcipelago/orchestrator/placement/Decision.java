package io.arcipelago.orchestrator.placement;

import io.arcipelago.orchestrator.federation.SiteKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A placement decision.
 *
 * @param candidates every site, accepted ones first, best first
 * @param chosen the best one, if any can take the deployment
 */
public record Decision(List<Candidate> candidates, Optional<Chosen> chosen) {

    public Decision {
        candidates = List.copyOf(candidates);
    }

    /** A site that was chosen, and what to use there. */
    public record Chosen(SiteKey site, String project, Choices choices) {}

    /** Why no site can take the deployment. */
    public String explanation() {
        if (candidates.isEmpty()) {
            return "No site has a project for this group";
        }
        return "No site can take this deployment. "
                + candidates.stream()
                        .map(candidate ->
                                "%s/%s: %s"
                                        .formatted(
                                                candidate.provider(),
                                                candidate.region(),
                                                String.join(", ", candidate.reasons())))
                        .collect(Collectors.joining("; "));
    }
}
