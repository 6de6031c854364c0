package io.arcipelago.registry.v1;

import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders projects so that clients that take the first one take a good one: those of the caller's
 * groups come first, then those whose agreement is in force, then those with quotas.
 */
final class BestProjectFirst implements Comparator<Node> {

    private final Set<GroupKey> groups;
    private final LocalDate today;

    BestProjectFirst(Set<GroupKey> groups, InstantSource clock) {
        this.groups = groups;
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public int compare(Node left, Node right) {
        return Integer.compare(demerits(left), demerits(right));
    }

    private int demerits(Node project) {
        Node agreement = project.one(Relation.SLA);
        Node group = agreement == null ? null : agreement.one(Relation.USER_GROUP);
        return (isOwn(group) ? 0 : 4)
                + (inForce(agreement) ? 0 : 2)
                + (project.all(Relation.QUOTAS).isEmpty() ? 1 : 0);
    }

    private boolean isOwn(@Nullable Node group) {
        return group != null && groups.contains(group.source(FederatedGroup.class).key());
    }

    private boolean inForce(@Nullable Node agreement) {
        return agreement != null
                && agreement.value("start_date") instanceof LocalDate start
                && agreement.value("end_date") instanceof LocalDate end
                && !today.isBefore(start)
                && !today.isAfter(end);
    }
}
