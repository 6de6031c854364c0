package io.arcipelago.identity.account;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How and when a person proved who they are.
 *
 * @param at when the first factor was shown, in whole seconds: the {@code auth_time} of tokens
 * @param methods the {@code amr} values (RFC 8176), such as {@code pwd} and {@code otp}
 * @param acr the authentication context that this is worth; empty for one plain factor
 */
public record Proof(Instant at, Set<String> methods, Optional<String> acr) implements Serializable {

    /** The authentication context of two factors, as the research federations name it. */
    public static final String REFEDS_MFA = "https://refeds.org/profile/mfa";

    public Proof {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        methods = Set.copyOf(methods);
    }

    /** One factor, which is worth no particular context. */
    public static Proof of(Instant at, String method) {
        return new Proof(at, Set.of(method), Optional.empty());
    }

    /** Whether two factors were shown, here or to an upstream provider that says so. */
    public boolean multiFactor() {
        return acr.filter(REFEDS_MFA::equals).isPresent();
    }

    /** This proof and a second factor on top of it. The time stays that of the first one. */
    public Proof with(Set<String> secondMethods) {
        Set<String> all = new TreeSet<>(methods);
        all.addAll(secondMethods);
        all.add("mfa");
        return new Proof(at, all, Optional.of(REFEDS_MFA));
    }

    /** The methods in a fixed order. */
    public List<String> sortedMethods() {
        return List.copyOf(new TreeSet<>(methods));
    }

    private Object writeReplace() {
        return new Stored(at, new ArrayList<>(methods), acr.orElse(null));
    }

    /** An {@code Optional} cannot be serialized; this is what a stored session holds instead. */
    private record Stored(Instant at, ArrayList<String> methods, @Nullable String acr)
            implements Serializable {

        private Object readResolve() {
            return new Proof(at, Set.copyOf(methods), Optional.ofNullable(acr));
        }
    }
}
