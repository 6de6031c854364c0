package io.arcipelago.identity.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which scope covers which. Scopes without a structure of their own are compared to the letter. */
public final class Scopes {

    /** Lets a host prove which host it is; for clients that act for themselves. */
    public static final String HOST_AUTH = "host.auth";

    /** The scopes with a meaning here that discovery announces; paths stand for all below them. */
    public static final List<String> SUPPORTED =
            List.of(
                    GroupScope.PLAIN,
                    "storage.read:/",
                    "storage.create:/",
                    "storage.modify:/",
                    "storage.stage:/",
                    "storage.poll:/",
                    "compute.read",
                    "compute.modify",
                    "compute.create",
                    "compute.cancel",
                    HOST_AUTH,
                    CapabilitySetScope.PLAIN,
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
        if (scopes.stream().filter(CapabilitySetScope::isOne).count() > 1) {
            return Optional.of("More than one capability set is asked for at once");
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
        if (CapabilitySetScope.isOne(scope) && !CapabilitySetScope.isWellFormed(scope)) {
            return Optional.of("Invalid WLCG capability set: " + printable(scope));
        }
        return Optional.empty();
    }

    /** Whether a client that is registered for these scopes may ask for this one. */
    public static boolean registered(Collection<String> registered, String asked) {
        return granted(registered, asked)
                || (GroupScope.isOne(asked) && registered.contains(GroupScope.PLAIN))
                || (CapabilitySetScope.isOne(asked)
                        && registered.contains(CapabilitySetScope.PLAIN));
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

    /**
     * The scope in the one way to write it: paths can be escaped in many. Others stay as they are.
     */
    public static String canonical(String scope) {
        return PathScope.parse(scope).map(PathScope::canonical).orElse(scope);
    }

    /** Whether the scopes are equal, or the first is the same capability on a path above. */
    public static boolean covers(String wider, String narrower) {
        Optional<PathScope> above = PathScope.parse(wider);
        Optional<PathScope> below = PathScope.parse(narrower);
        return wider.equals(narrower)
                || (above.isPresent() && below.isPresent() && above.get().covers(below.get()));
    }

    /** Whether the scope gives power over storage, computing or the name of a host. */
    public static boolean isCapability(String scope) {
        return PathScope.isOne(scope) || scope.startsWith("compute.") || scope.equals(HOST_AUTH);
    }

    /** RFC 6749, section 5.2 allows a description fewer characters than a scope may hold. */
    private static String printable(String scope) {
        return scope.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
