package io.arcipelago.identity.signin;

import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people allowed third-party clients, remembered until they revoke it. */
@Component
class Consents implements OAuth2AuthorizationConsentService {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Consents(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        transaction.executeWithoutResult(status -> {
            store(consent);
            audit.consent(
                    consent.getPrincipalName(),
                    consent.getRegisteredClientId(),
                    consent.getScopes());
        });
    }

    private void store(OAuth2AuthorizationConsent consent) {
        jdbc.sql(
                        """
                        insert into identity.consent (account_id, client_id, scopes, given_at)
                        values (:account, :client, :scopes, :now)
                        on conflict (account_id, client_id) do update set
                               scopes = excluded.scopes, given_at = excluded.given_at
                        """)
                .param("account", UUID.fromString(consent.getPrincipalName()))
                .param("client", consent.getRegisteredClientId())
                .param("scopes", Columns.texts(consent.getScopes()))
                .param("now", Columns.timestamp(clock.instant()))
                .update();
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        jdbc.sql(
                        """
                        delete from identity.consent
                         where account_id = :account and client_id = :client
                        """)
                .param("account", UUID.fromString(consent.getPrincipalName()))
                .param("client", consent.getRegisteredClientId())
                .update();
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String client, String principalName) {
        Optional<List<String>> scopes =
                jdbc.sql(
                                """
                                select scopes from identity.consent
                                 where account_id = :account and client_id = :client
                                """)
                        .param("account", UUID.fromString(principalName))
                        .param("client", client)
                        .query((row, number) -> Columns.texts(row, "scopes"))
                        .optional();
        if (scopes.isEmpty() || scopes.get().isEmpty()) {
            return null;
        }
        OAuth2AuthorizationConsent.Builder consent =
                OAuth2AuthorizationConsent.withId(client, principalName);
        scopes.get().forEach(consent::scope);
        return consent.build();
    }
}
