package io.arcipelago.identity.seed;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees before the first request that the product's clients are registered and the demo's people, or
 * else a first administrator, exist. It does the same at every start and changes nothing that is
 * right already.
 */
@Component
class FirstStart implements SmartInitializingSingleton {

    /** Arbitrary but fixed: replicas that start together take turns. */
    private static final long TURN = 0x6964_7365_6564L;

    private final Clients clients;
    private final ProductSecrets secrets;
    private final DemoPeople demoPeople;
    private final FirstAdministrator firstAdministrator;
    private final IdentitySettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final String publicUrl;
    private final Set<String> delegationAudiences;

    FirstStart(
            Clients clients,
            ProductSecrets secrets,
            DemoPeople demoPeople,
            FirstAdministrator firstAdministrator,
            IdentitySettings settings,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            InstantSource clock,
            @Value("${arcipelago.public-url:http://localhost:8800}") String publicUrl,
            @Value("${arcipelago.identity.delegation-audiences:}")
                    Set<String> delegationAudiences) {
        this.clients = clients;
        this.secrets = secrets;
        this.demoPeople = demoPeople;
        this.firstAdministrator = firstAdministrator;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
        this.delegationAudiences = delegationAudiences;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> ensure(clock.instant()));
    }

    private void ensure(Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", TURN).query(row -> {});
        for (Client client :
                ProductClients.of(
                        publicUrl,
                        settings,
                        delegationAudiences,
                        secrets.ensure(
                                ProductClients.ORCHESTRATOR,
                                "arcipelago.orchestrator.delegation.client-secret"),
                        secrets.ensure(ProductClients.FEEDER, "arcipelago.feeder.client-secret"))) {
            clients.save(client, now);
        }
        switch (settings.seed()) {
            case DEMO -> demoPeople.ensure(now);
            case NONE -> firstAdministrator.ensure(now);
        }
    }
}
