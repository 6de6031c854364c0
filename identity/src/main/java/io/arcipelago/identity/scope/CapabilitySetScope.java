package io.arcipelago.identity.scope;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The scope {@code wlcg.capabilityset:/a/b}, which stands for the capabilities that administrators
 * attached to a group (WLCG Common JWT Profile 1.3). A client that is registered for {@code
 * wlcg.capabilityset} may ask for each.
 */
public final class CapabilitySetScope {

    /** What a client is registered for; asked for alone it gives nothing. */
    public static final String PLAIN = "wlcg.capabilityset";

    private static final String ONE = PLAIN + ":";

    private static final Pattern GROUP = Pattern.compile("(/[a-zA-Z0-9][a-zA-Z0-9_.-]*)+");

    private CapabilitySetScope() {}

    /** Whether the scope is one of these, well formed or not. */
    public static boolean isOne(String scope) {
        return scope.equals(PLAIN) || scope.startsWith(ONE);
    }

    static boolean isWellFormed(String scope) {
        return scope.equals(PLAIN) || GROUP.matcher(scope.substring(ONE.length())).matches();
    }

    /** The group whose set is asked for, without leading slash. */
    public static Optional<String> named(String scope) {
        return scope.startsWith(ONE + "/")
                ? Optional.of(scope.substring(ONE.length() + 1))
                : Optional.empty();
    }
}
