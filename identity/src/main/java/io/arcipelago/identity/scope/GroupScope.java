package io.arcipelago.identity.scope;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scopes {@code wlcg.groups} and {@code wlcg.groups:/a/b} (WLCG Common JWT Profile, section
 * "Scope-based Attribute Selection"), and the groups that they select.
 */
public final class GroupScope {

    /** The scope that asks for the person's usual groups. */
    public static final String PLAIN = "wlcg.groups";

    private static final String ONE = PLAIN + ":";

    private static final Pattern GROUP = Pattern.compile("(/[a-zA-Z0-9][a-zA-Z0-9_.-]*)+");

    private GroupScope() {}

    static boolean isOne(String scope) {
        return scope.equals(PLAIN) || scope.startsWith(ONE);
    }

    static boolean isWellFormed(String scope) {
        return scope.equals(PLAIN) || GROUP.matcher(scope.substring(ONE.length())).matches();
    }

    /** The group that a scope asks for by name, without leading slash. */
    public static Optional<String> named(String scope) {
        return scope.startsWith(ONE + "/")
                ? Optional.of(scope.substring(ONE.length() + 1))
                : Optional.empty();
    }

    /**
     * The groups for a token, with leading slash, each once: those asked for by name in their
     * order, and the usual ones, sorted, where {@code wlcg.groups} stands or at the end. Only what
     * the person is a member of; that a child is in it brings no parent along.
     *
     * @param scopes in the order of the request
     * @param memberships full names without leading slash
     * @param optional groups that are given by name only
     */
    public static List<String> select(
            Collection<String> scopes, Collection<String> memberships, Set<String> optional) {
        if (scopes.stream().noneMatch(GroupScope::isOne)) {
            return List.of();
        }
        List<String> usual =
                memberships.stream().filter(name -> !optional.contains(name)).sorted().toList();
        Set<String> selected = new LinkedHashSet<>();
        for (String scope : scopes) {
            if (scope.equals(PLAIN)) {
                selected.addAll(usual);
            } else {
                named(scope).filter(memberships::contains).ifPresent(selected::add);
            }
        }
        selected.addAll(usual);
        return selected.stream().map(name -> "/" + name).toList();
    }
}
