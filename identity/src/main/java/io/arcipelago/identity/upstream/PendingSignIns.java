package io.arcipelago.identity.upstream;

import io.arcipelago.identity.account.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sign-ins at providers that a browser session has begun. An answer counts once. */
final class PendingSignIns {

    private static final String ATTRIBUTE = PendingSignIns.class.getName();
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** So many windows may be open at once. */
    private static final int MOST = 5;

    /**
     * One of them.
     *
     * @param linkTo the account to link with; null: a sign-in
     */
    record Pending(
            String provider,
            String state,
            String nonce,
            String verifier,
            @Nullable UUID linkTo,
            Instant until)
            implements Serializable {

        Optional<AccountId> account() {
            return Optional.ofNullable(linkTo).map(AccountId::new);
        }

        /** Leaves out what proves anything. */
        @Override
        public String toString() {
            return "Pending[provider=" + provider + "]";
        }
    }

    private PendingSignIns() {}

    static void add(HttpServletRequest request, Pending pending) {
        HttpSession session = request.getSession(true);
        ArrayList<Pending> list = new ArrayList<>(of(session));
        if (list.size() >= MOST) {
            list.removeFirst();
        }
        list.add(pending);
        session.setAttribute(ATTRIBUTE, list);
    }

    static Instant end(Instant now) {
        return now.plus(LIFE);
    }

    /** Takes the one of this state out. */
    static Optional<Pending> take(HttpServletRequest request, String state, Instant now) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        List<Pending> list = of(session);
        Optional<Pending> found =
                list.stream().filter(pending -> pending.state().equals(state)).findFirst();
        found.ifPresent(pending -> {
            ArrayList<Pending> rest = new ArrayList<>(list);
            rest.remove(pending);
            session.setAttribute(ATTRIBUTE, rest);
        });
        return found.filter(pending -> now.isBefore(pending.until()));
    }

    private static List<Pending> of(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof List<?> list
                ? list.stream().filter(Pending.class::isInstance).map(Pending.class::cast).toList()
                : List.of();
    }
}
