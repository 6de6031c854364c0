package io.arcipelago.identity.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which scope covers which. Scopes without a structure of their own are compared to the letter. */
public final class Scopes {

    /** The scopes with a meaning here that discovery announces; paths stand for all below them. */
    public static final List<String> SUPPORTED =
            List.of(
                    GroupScope.PLAIN,
                    "storage.read:/",
                    "storage.create:/",
                    "storage.modify:/",
                    "storage.stage:/",
                    "storage.poll:/",
                    "eduperson_scoped_affiliation",
                    "eduperson_entitlement",
                    "eduperson_assurance",
                    "entitlements");

    private static final int MOST = 100;
    private static final int LONGEST = 512;

    private Scopes() {}

    /** What is wrong with the scopes of a request; empty if nothing is. */
    public static Optional<String> fault(Collection<String> scopes) {
        if (scopes.size() > MOST) {
            return Optional.of("More than " + MOST + " scopes are asked for at once");
        }
        return scopes.stream().flatMap(scope -> fault(scope).stream()).findFirst();
    }

    private static Optional<String> fault(String scope) {
        if (scope.length() > LONGEST) {
            return Optional.of("A scope is longer than " + LONGEST + " characters");
        }
        if (PathScope.isOne(scope) && PathScope.parse(scope).isEmpty()) {
            return Optional.of(
                    "The scope "
                            + printable(scope)
                            + " needs an absolute path without empty, . and .. segments");
        }
        if (GroupScope.isOne(scope) && !GroupScope.isWellFormed(scope)) {
            return Optional.of("Invalid WLCG group scope: " + printable(scope));
        }
        return Optional.empty();
    }

    /** Whether a client that is registered for these scopes may ask for this one. */
    public static boolean registered(Collection<String> registered, String asked) {
        return granted(registered, asked)
                || (GroupScope.isOne(asked) && registered.contains(GroupScope.PLAIN));
    }

    /** Whether a client that is registered for these scopes may ask for those. */
    public static boolean allRegistered(Collection<String> registered, Collection<String> asked) {
        return asked.stream().allMatch(scope -> registered(registered, scope));
    }

    /**
     * Whether the scope is part of what was granted: itself, the same capability on a path at or
     * above its own, or the usual groups, which come with every group that is named.
     */
    public static boolean granted(Collection<String> granted, String asked) {
        if (granted.contains(asked)) {
            return true;
        }
        if (asked.equals(GroupScope.PLAIN)) {
            return granted.stream().anyMatch(GroupScope::isOne);
        }
        Optional<PathScope> path = PathScope.parse(asked);
        return path.isPresent()
                && granted.stream()
                        .flatMap(scope -> PathScope.parse(scope).stream())
                        .anyMatch(wider -> wider.covers(path.get()));
    }

    /** Whether all these scopes are part of what was granted. */
    public static boolean allGranted(Collection<String> granted, Collection<String> asked) {
        return asked.stream().allMatch(scope -> granted(granted, scope));
    }

    /** RFC 6749, section 5.2 allows a description fewer characters than a scope may hold. */
    private static String printable(String scope) {
        return scope.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
