package io.arcipelago.platform.events;

import io.arcipelago.platform.database.DataDirectory;
import io.arcipelago.platform.database.DatabaseAutoConfiguration;
import io.arcipelago.platform.service.ServiceDescriptor;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Outbox, relay and Kafka; absent where there is no database. */
@AutoConfiguration(
        after = {
            DatabaseAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class
        })
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties({EventProperties.class, BrokerProperties.class})
public class EventsAutoConfiguration {

    private final WakeUp wakeUp = new WakeUp();

    /** Its own mapper: how the web layer writes JSON must not change what events look like. */
    private final JsonMapper json = JsonMapper.builder().build();

    @Bean
    Outbox outbox(DataSource dataSource) {
        return new Outbox(dataSource, json);
    }

    /**
     * One for each place that publishes: the service that the place belongs to becomes the
     * CloudEvents source.
     */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @ConditionalOnMissingBean
    EventPublisher eventPublisher(
            Outbox outbox, InjectionPoint place, ObjectProvider<ServiceDescriptor> services) {
        String className = place.getMember().getDeclaringClass().getName();
        String source =
                services.stream()
                        .filter(service -> className.startsWith(service.basePackage() + "."))
                        .findFirst()
                        .map(service -> "/" + service.name())
                        .orElse("/platform");
        return event -> outbox.append(source, event);
    }

    @Bean
    DeadLetters deadLetters(DataSource dataSource) {
        return new DeadLetters(dataSource);
    }

    @Bean
    KafkaBackbone kafkaBackbone(
            BrokerProperties properties, @Value("${arcipelago.data-dir:}") String dataDirectory) {
        return new KafkaBackbone(properties, DataDirectory.resolve(dataDirectory), wakeUp);
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(KafkaBackbone kafka) {
        return new KafkaHealth(kafka);
    }

    @Bean
    EventRelay eventRelay(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            KafkaBackbone kafka,
            EventProperties properties,
            ObjectProvider<EventConsumer> consumers) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Deliveries deliveries = new Deliveries(dataSource, json);
        Optional<KafkaRound> toKafka =
                kafka.bootstrapServers()
                        .map(servers ->
                                new KafkaRound(servers, kafka::isReady, deliveries, transaction));
        return new EventRelay(
                dataSource,
                transaction,
                deliveries,
                consumers.orderedStream().toList(),
                toKafka,
                properties,
                wakeUp);
    }
}
