package io.arcipelago.identity.client.membership;

import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which groups a client is a member of. Only the tokens that it gets for itself name them; a
 * person's token has the person's groups, whichever client asked for it.
 */
@Component
public class ClientGroups {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ClientGroups(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The full names of the client's groups, sorted. */
    public List<String> of(String client) {
        return jdbc.sql(
                        """
                        select g.name from identity.client_group c
                          join identity.user_group g on g.id = c.group_id
                         where c.client_id = :client
                         order by g.name
                        """)
                .param("client", client)
                .query((row, number) -> String.valueOf(row.getString("name")))
                .list();
    }

    /**
     * Makes these the client's groups, and only these.
     *
     * @param names full names
     * @param actor who does it
     * @throws ApiFailure bad request, naming the groups that there are not; nothing is changed
     */
    public void replace(String client, Collection<String> names, String actor) {
        TreeSet<String> unknown = new TreeSet<>(names);
        transaction.executeWithoutResult(status -> {
            unknown.removeAll(
                    jdbc.sql("select name from identity.user_group where name = any(:names)")
                            .param("names", Columns.texts(names))
                            .query((row, number) -> String.valueOf(row.getString("name")))
                            .list());
            if (!unknown.isEmpty()) {
                throw ApiFailure.badRequest(
                        "no-such-group", "There is no group " + String.join(", ", unknown) + ".");
            }
            jdbc.sql("delete from identity.client_group where client_id = :client")
                    .param("client", client)
                    .update();
            jdbc.sql(
                            """
                            insert into identity.client_group (client_id, group_id, since)
                            select :client, g.id, :now from identity.user_group g
                             where g.name = any(:names)
                            """)
                    .param("client", client)
                    .param("now", Columns.timestamp(clock.instant()))
                    .param("names", Columns.texts(names))
                    .update();
            audit.clientChanged("groups", actor, client);
        });
    }
}
