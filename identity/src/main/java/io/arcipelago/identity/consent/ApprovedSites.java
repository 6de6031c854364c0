package io.arcipelago.identity.consent;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The remembered consents of a person. */
@Component
class ApprovedSites {

    /**
     * A client that the person allowed something.
     *
     * @param id names the consent among the person's; it is the client's id
     */
    record ApprovedSite(
            String id,
            UUID userId,
            String clientId,
            String clientName,
            List<String> allowedScopes,
            Instant creationDate) {

        ApprovedSite {
            allowedScopes = List.copyOf(allowedScopes);
        }
    }

    private final JdbcClient jdbc;

    ApprovedSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ApprovedSite> of(AccountId account) {
        return jdbc.sql(
                        """
                        select n.account_id, n.client_id, c.name, n.scopes, n.given_at
                          from identity.consent n
                          join identity.client c on c.id = n.client_id
                         where n.account_id = :account
                         order by lower(c.name), c.id
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new ApprovedSite(
                                row.getString("client_id"),
                                row.getObject("account_id", UUID.class),
                                row.getString("client_id"),
                                row.getString("name"),
                                Columns.texts(row, "scopes"),
                                Columns.instant(row, "given_at")))
                .list();
    }

    /** Forgets the consent, and codes that were given on it; false if there was none. */
    boolean remove(AccountId account, String client) {
        boolean removed =
                jdbc.sql(
                                        """
                                        delete from identity.consent
                                         where account_id = :account and client_id = :client
                                        """)
                                .param("account", account.value())
                                .param("client", client)
                                .update()
                        > 0;
        if (removed) {
            jdbc.sql(
                            """
                            delete from identity.authorization_request
                             where account_id = :account and client_id = :client
                               and consumed_at is null
                            """)
                    .param("account", account.value())
                    .param("client", client)
                    .update();
        }
        return removed;
    }
}
