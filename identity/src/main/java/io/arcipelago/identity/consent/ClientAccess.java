package io.arcipelago.identity.consent;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which clients may act for a person now: by a remembered consent, by tokens, or by both. */
@Component
class ClientAccess {

    /**
     * What a client has of a person.
     *
     * @param ofTheProduct whether the client is part of the product, which asks for no consent
     * @param consentedScopes what the person allowed for good; empty without consent
     * @param grants how many grants with tokens are in force
     * @param grantedScopes what these grants cover together
     * @param since the oldest of these grants; absent if there is none
     * @param until when the last of their tokens ends unless it is renewed; absent if there is none
     */
    record Access(
            String clientId,
            String clientName,
            boolean ofTheProduct,
            List<String> consentedScopes,
            @Nullable Instant consentedAt,
            int grants,
            List<String> grantedScopes,
            @Nullable Instant since,
            @Nullable Instant until) {

        Access {
            consentedScopes = List.copyOf(consentedScopes);
            grantedScopes = List.copyOf(grantedScopes);
        }
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ClientAccess(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All clients that have something, by name. */
    List<Access> of(AccountId account) {
        return jdbc.sql(
                        """
                        select c.id, c.name, c.first_party,
                               coalesce(n.scopes, '{}') as consented, n.given_at,
                               coalesce(g.live, 0) as live,
                               coalesce(g.scopes, '{}') as granted, g.since, g.until
                          from identity.client c
                          left join identity.consent n
                                 on n.client_id = c.id and n.account_id = :account
                          left join (select t.client_id, count(distinct t.id) as live,
                                            array_agg(distinct s.scope)
                                                filter (where s.scope is not null) as scopes,
                                            min(t.issued_at) as since, max(t.expires_at) as until
                                       from identity.token_grant t
                                       left join lateral unnest(t.scopes) as s(scope) on true
                                      where t.account_id = :account and t.revoked_at is null
                                        and t.expires_at > :now
                                      group by t.client_id) g on g.client_id = c.id
                         where n.client_id is not null or g.client_id is not null
                         order by lower(c.name), c.id
                        """)
                .param("account", account.value())
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Access(
                                String.valueOf(row.getString("id")),
                                String.valueOf(row.getString("name")),
                                row.getBoolean("first_party"),
                                Columns.texts(row, "consented"),
                                Columns.instantOrNull(row, "given_at"),
                                row.getInt("live"),
                                Columns.texts(row, "granted"),
                                Columns.instantOrNull(row, "since"),
                                Columns.instantOrNull(row, "until")))
                .list();
    }
}
