package io.arcipelago.identity.policy;

import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.scope.Scopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All scope policies, ready to decide: those of the account first, then for what is undecided those
 * of the groups, then those for everybody. Of several that match on one level, one that denies
 * decides. What no policy matches is refused.
 */
final class PolicyBook {

    private record Entry(ScopePolicy policy, List<ScopeMatcher> matchers) {

        static Entry of(ScopePolicy policy) {
            return new Entry(
                    policy,
                    policy.scopes().stream()
                            .map(scope -> ScopeMatcher.of(policy.rule(), policy.matching(), scope))
                            .toList());
        }

        boolean matches(String canonical) {
            return matchers.isEmpty()
                    || matchers.stream().anyMatch(matcher -> matcher.matches(canonical));
        }
    }

    private final List<ScopePolicy> policies;
    private final Map<UUID, List<Entry>> byAccount = new HashMap<>();
    private final Map<String, List<Entry>> byGroup = new HashMap<>();
    private final List<Entry> forAll = new ArrayList<>();

    PolicyBook(List<ScopePolicy> policies) {
        this.policies = List.copyOf(policies);
        for (ScopePolicy policy : policies) {
            Entry entry = Entry.of(policy);
            Optional<UUID> account = policy.account().map(ScopePolicy.Account::id);
            Optional<String> group = policy.group().map(GroupRef::name);
            if (account.isPresent()) {
                byAccount.computeIfAbsent(account.get(), id -> new ArrayList<>()).add(entry);
            } else if (group.isPresent()) {
                byGroup.computeIfAbsent(group.get(), name -> new ArrayList<>()).add(entry);
            } else {
                forAll.add(entry);
            }
        }
    }

    List<ScopePolicy> policies() {
        return policies;
    }

    /**
     * Decides about one scope.
     *
     * @param groups full names of the person's groups
     * @param set the group whose capability set holds the scope: that permits it to its members, as
     *     a policy of the group would
     */
    Decision decide(UUID account, Collection<String> groups, String scope, Optional<String> set) {
        String canonical = Scopes.canonical(scope);
        return level(byAccount.getOrDefault(account, List.of()), canonical)
                .map(entry -> decision(scope, entry, Decision.Level.USER))
                .or(() -> byGroups(groups, scope, canonical, set))
                .or(() ->
                        level(forAll, canonical)
                                .map(entry -> decision(scope, entry, Decision.Level.DEFAULT)))
                .orElseGet(() ->
                        Decision.refused(
                                scope, Decision.Level.UNDECIDED, "No policy permits the scope"));
    }

    private Optional<Decision> byGroups(
            Collection<String> groups, String scope, String canonical, Optional<String> set) {
        List<Entry> entries = new ArrayList<>();
        groups.forEach(group -> entries.addAll(byGroup.getOrDefault(group, List.of())));
        Optional<Entry> entry = level(entries, canonical);
        if (set.isPresent() && entry.filter(PolicyBook::denies).isEmpty()) {
            return Optional.of(
                    Decision.permitted(
                            scope,
                            Decision.Level.GROUP,
                            "In the capability set of the group " + set.get()));
        }
        return entry.map(found -> decision(scope, found, Decision.Level.GROUP));
    }

    /** The policy that decides on a level: the first that denies, else the first that permits. */
    private static Optional<Entry> level(List<Entry> entries, String canonical) {
        Optional<Entry> permit = Optional.empty();
        for (Entry entry : entries) {
            if (entry.matches(canonical)) {
                if (denies(entry)) {
                    return Optional.of(entry);
                }
                permit = permit.or(() -> Optional.of(entry));
            }
        }
        return permit;
    }

    private static boolean denies(Entry entry) {
        return entry.policy().rule() == Rule.DENY;
    }

    private static Decision decision(String scope, Entry entry, Decision.Level level) {
        ScopePolicy policy = entry.policy();
        String group = policy.group().map(name -> " of the group " + name.name()).orElse("");
        return new Decision(
                scope,
                policy.rule() == Rule.PERMIT,
                level,
                Optional.of(policy.id()),
                "Policy "
                        + policy.id()
                        + group
                        + (policy.description().isEmpty() ? "" : ": " + policy.description()));
    }
}
