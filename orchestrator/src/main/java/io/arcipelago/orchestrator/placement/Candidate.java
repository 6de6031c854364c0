package io.arcipelago.orchestrator.placement;

import java.util.List;

/**
 * A site as placement judged it.
 *
 * @param accepted whether the deployment could go there
 * @param score 0 to 1, higher is better; 0 for a rejected one
 * @param reasons why it is rejected, or why it stands where it stands
 */
public record Candidate(
        String provider,
        String region,
        boolean accepted,
        boolean simulated,
        double score,
        List<String> reasons) {

    public Candidate {
        reasons = List.copyOf(reasons);
    }
}
