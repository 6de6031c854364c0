package io.arcipelago.platform.secrets;

import io.arcipelago.platform.database.DataDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The secret store over the platform's database. A bad key stops the start. */
@AutoConfiguration(after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnBean(JdbcClient.class)
@ConditionalOnMissingBean(SecretStore.class)
@EnableConfigurationProperties(SecretsProperties.class)
public class SecretsAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecretsAutoConfiguration.class);

    @Bean
    MasterKeys masterKeys(
            SecretsProperties properties, @Value("${arcipelago.data-dir:}") String dataDirectory) {
        return properties.load(DataDirectory.resolve(dataDirectory));
    }

    @Bean
    DatabaseSecretStore secretStore(
            JdbcClient jdbc,
            JdbcTemplate batches,
            PlatformTransactionManager transactions,
            MasterKeys keys) {
        return new DatabaseSecretStore(jdbc, batches, new TransactionTemplate(transactions), keys);
    }

    /** With former keys configured, a start is the moment to stop needing them. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> rewrapAfterRotation(
            DatabaseSecretStore store, MasterKeys keys) {
        return ready -> {
            if (!keys.rotating()) {
                return;
            }
            try {
                log.info(
                        "{} secrets rewrapped with key {}; former keys are no longer needed",
                        store.rewrap(),
                        keys.current().id());
            } catch (SecretException e) {
                log.error(
                        "Not all secrets are rewrapped; keep the former keys: {}", e.getMessage());
            }
        };
    }
}
