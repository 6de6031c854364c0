package io.arcipelago.cli.deployments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a deployment would create and where: schema {@code Plan}. */
public record Plan(boolean feasible, List<Candidate> candidates, List<PlannedObject> objects) {

    public Plan {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
        objects = objects == null ? List.of() : List.copyOf(objects);
    }

    /**
     * A site that was considered.
     *
     * @param score 0 to 1; absent for rejected ones
     */
    public record Candidate(
            String provider,
            String region,
            boolean accepted,
            boolean simulated,
            @Nullable Double score,
            List<String> reasons) {

        public Candidate {
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
        }

        public String site() {
            return provider + "/" + region;
        }
    }

    /** An object that would be created. */
    public record PlannedObject(String kind, String node, String detail) {}

    /** The lines of a plan for people: first the sites with reasons, then the objects. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        boolean first = true;
        for (Candidate candidate : candidates) {
            String verdict = candidate.accepted() ? first ? "chosen" : "possible" : "not possible";
            first = first && !candidate.accepted();
            lines.add(
                    "%s: %s%s%s"
                            .formatted(
                                    candidate.site(),
                                    verdict,
                                    candidate.score() == null
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT, ", score %.2f", candidate.score()),
                                    candidate.simulated() ? ", simulated servers" : ""));
            candidate.reasons().forEach(reason -> lines.add("    " + reason));
        }
        if (!feasible) {
            lines.add("No site can take it.");
            return lines;
        }
        lines.add("It would create " + objects.size() + " objects:");
        objects.forEach(object ->
                lines.add(
                        "    %-15s %s%s"
                                .formatted(
                                        object.kind(),
                                        object.node(),
                                        object.detail() == null || object.detail().isEmpty()
                                                ? ""
                                                : ": " + object.detail())));
        return lines;
    }
}
