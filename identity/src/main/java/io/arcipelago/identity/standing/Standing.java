package io.arcipelago.identity.standing;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one place that says whether a person is in good standing. */
@Component
public class Standing {

    private record Facts(
            String username,
            boolean active,
            @Nullable Instant passwordChangedAt,
            boolean unsigned) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Standing(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why the person may not go on with a sign-in of this time; empty if all is well. */
    public Optional<Refusal> refusal(AccountId account, Instant signedInAt) {
        Optional<Facts> facts = facts(account);
        if (facts.isEmpty() || !facts.get().active()) {
            return Optional.of(
                    new Refusal(Refusal.Cause.INACTIVE, "The account of this grant is not active"));
        }
        Instant changed = facts.get().passwordChangedAt();
        if (changed != null && signedInAt.isBefore(changed)) {
            return Optional.of(
                    new Refusal(
                            Refusal.Cause.SIGN_IN_AGAIN,
                            "The password was changed since the sign-in; sign in again"));
        }
        if (facts.get().unsigned()) {
            return Optional.of(
                    new Refusal(
                            Refusal.Cause.SIGN_AUP,
                            "User "
                                    + facts.get().username()
                                    + " needs to sign the acceptable use policy of this"
                                    + " organization in order to proceed; sign in again to do it"));
        }
        return Optional.empty();
    }

    private Optional<Facts> facts(AccountId account) {
        return jdbc.sql(
                        """
                        select a.username, a.active, s.password_changed_at,
                               not a.service_account
                               and exists (
                                   select from identity.aup p
                                    where not exists (
                                        select from identity.aup_signature g
                                         where g.account_id = a.id
                                           and g.aup_id = p.id
                                           and g.signed_at >= p.updated_at
                                           and (p.validity_days = 0
                                                or g.signed_at
                                                   + make_interval(hours => 24 * p.validity_days)
                                                   > :now))) as unsigned
                          from identity.account a
                          left join identity.account_standing s on s.account_id = a.id
                         where a.id = :id
                        """)
                .param("id", account.value())
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Facts(
                                row.getString("username"),
                                row.getBoolean("active"),
                                Columns.instantOrNull(row, "password_changed_at"),
                                row.getBoolean("unsigned")))
                .optional();
    }
}
