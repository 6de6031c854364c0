package io.arcipelago.identity.standing;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.factor.FactorSettings;
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
            boolean lacksFactor,
            boolean unsigned) {}

    private final JdbcClient jdbc;
    private final FactorSettings factors;
    private final IdentitySettings settings;
    private final InstantSource clock;

    Standing(
            JdbcClient jdbc,
            FactorSettings factors,
            IdentitySettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.factors = factors;
        this.settings = settings;
        this.clock = clock;
    }

    /** Why the person may not go on with what they have shown; empty if all is well. */
    public Optional<Refusal> refusal(AccountId account, Proof proof) {
        Optional<Facts> facts = facts(account, proof);
        if (facts.isEmpty() || !facts.get().active()) {
            return Optional.of(
                    new Refusal(Refusal.Cause.INACTIVE, "The account of this grant is not active"));
        }
        Instant changed = facts.get().passwordChangedAt();
        if (changed != null && proof.at().isBefore(changed)) {
            return Optional.of(
                    new Refusal(
                            Refusal.Cause.SIGN_IN_AGAIN,
                            "The password was changed since the sign-in; sign in again"));
        }
        if (facts.get().lacksFactor()) {
            return Optional.of(
                    new Refusal(
                            Refusal.Cause.SECOND_FACTOR,
                            "User "
                                    + facts.get().username()
                                    + " needs a second factor; sign in again with it"));
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

    /**
     * A factor that was there at the sign-in should have been shown then. One that was set up later
     * is asked for at the next sign-in; what was granted before stays.
     */
    private Optional<Facts> facts(AccountId account, Proof proof) {
        return jdbc.sql(
                        """
                        select a.username, a.active, s.password_changed_at,
                               :single and (
                                   :everybody
                                   or exists (select from identity.authenticator_app f
                                               where f.account_id = a.id
                                                 and f.enabled_at < :signedInAt)
                                   or exists (select from identity.passkey f
                                               where f.account_id = a.id
                                                 and f.created_at < :signedInAt)
                                   or :admins and exists (
                                       select from identity.membership m
                                         join identity.user_group g on g.id = m.group_id
                                        where m.account_id = a.id
                                          and g.name = any (:adminGroups))) as lacks_factor,
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
                .param("single", !proof.multiFactor())
                .param("everybody", factors.mandatory() == FactorSettings.Mandatory.ALL)
                .param("admins", factors.mandatory() == FactorSettings.Mandatory.ADMINS)
                .param("adminGroups", Columns.texts(settings.adminGroups()))
                .param("signedInAt", Columns.timestamp(proof.at()))
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Facts(
                                row.getString("username"),
                                row.getBoolean("active"),
                                Columns.instantOrNull(row, "password_changed_at"),
                                row.getBoolean("lacks_factor"),
                                row.getBoolean("unsigned")))
                .optional();
    }
}
