package io.arcipelago.registry.store;

import io.arcipelago.registry.state.Downtime;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps downtimes. They have no generations: a downtime says itself when it is. */
@Component
public class Downtimes {

    private final JdbcClient jdbc;
    private final ProviderWriter writer;
    private final FederationCache cache;
    private final TransactionTemplate transaction;

    Downtimes(
            JdbcClient jdbc,
            ProviderWriter writer,
            FederationCache cache,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.cache = cache;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param provider its derived uid
     */
    public void declare(String provider, Downtime downtime) {
        transaction.executeWithoutResult(status -> {
            ProviderHead.lock(jdbc, provider);
            jdbc.sql(
                            """
                            insert into registry.downtime (id, provider_uid, severity, starts_at,
                                ends_at, description, declared_by, declared_at)
                            values (:id::uuid, :provider, :severity, :start,
                                :end, :description, :by, :at)
                            """)
                    .param("id", downtime.id())
                    .param("provider", provider)
                    .param("severity", downtime.severity().wire())
                    .param("start", Timestamp.from(downtime.start()))
                    .param("end", Timestamp.from(downtime.end()))
                    .param("description", downtime.description())
                    .param("by", downtime.declaredBy())
                    .param("at", Timestamp.from(downtime.declaredAt()))
                    .update();
            show(provider);
        });
        cache.refresh();
    }

    /** Ends a downtime, or takes it back; false if there is none that has not ended. */
    public boolean end(String provider, UUID id, Instant now) {
        Boolean done =
                transaction.execute(status -> {
                    ProviderHead.lock(jdbc, provider);
                    int ended =
                            jdbc.sql(
                                            """
                                            update registry.downtime set ends_at = :now
                                            where id = :id and provider_uid = :provider
                                                and starts_at < :now and ends_at > :now
                                            """)
                                    .param("now", Timestamp.from(now))
                                    .param("id", id)
                                    .param("provider", provider)
                                    .update();
                    int takenBack =
                            jdbc.sql(
                                            """
                                            delete from registry.downtime
                                            where id = :id and provider_uid = :provider
                                                and starts_at >= :now
                                            """)
                                    .param("id", id)
                                    .param("provider", provider)
                                    .param("now", Timestamp.from(now))
                                    .update();
                    if (ended + takenBack > 0) {
                        show(provider);
                    }
                    return ended + takenBack > 0;
                });
        cache.refresh();
        return done;
    }

    private void show(String provider) {
        long version = writer.nextVersion();
        jdbc.sql("update registry.provider set revision = :version where uid = :uid")
                .param("version", version)
                .param("uid", provider)
                .update();
    }
}
