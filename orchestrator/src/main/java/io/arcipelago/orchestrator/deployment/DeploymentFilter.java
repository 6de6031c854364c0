package io.arcipelago.orchestrator.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which deployments a list shows. Every part that is present must hold.
 *
 * @param issuer only deployments of people of this issuer
 * @param owner only this person's; needs the issuer
 * @param group only this group's
 * @param statuses only these; empty for all
 * @param excluded none of these
 */
public record DeploymentFilter(
        Optional<String> issuer,
        Optional<String> owner,
        Optional<String> group,
        List<DeploymentStatus> statuses,
        List<DeploymentStatus> excluded) {

    public DeploymentFilter {
        statuses = List.copyOf(statuses);
        excluded = List.copyOf(excluded);
    }

    /** The SQL condition over {@code orchestrator.deployment}; takes {@link #parameters}. */
    String condition() {
        List<String> parts = new ArrayList<>();
        parts.add("true");
        issuer.ifPresent(value -> parts.add("owner_issuer = :issuer"));
        owner.ifPresent(value -> parts.add("owner_subject = :owner"));
        group.ifPresent(value -> parts.add("user_group = :group"));
        if (!statuses.isEmpty()) {
            parts.add("status in (:statuses)");
        }
        if (!excluded.isEmpty()) {
            parts.add("status not in (:excluded)");
        }
        return String.join(" and ", parts);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        issuer.ifPresent(value -> parameters.put("issuer", value));
        owner.ifPresent(value -> parameters.put("owner", value));
        group.ifPresent(value -> parameters.put("group", value));
        if (!statuses.isEmpty()) {
            parameters.put("statuses", statuses.stream().map(Enum::name).toList());
        }
        if (!excluded.isEmpty()) {
            parameters.put("excluded", excluded.stream().map(Enum::name).toList());
        }
        return parameters;
    }
}
