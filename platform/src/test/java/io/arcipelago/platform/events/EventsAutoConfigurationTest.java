package io.arcipelago.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.database.DatabaseAutoConfiguration;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EventsAutoConfigurationTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DatabaseAutoConfiguration.class,
                                    DataSourceTransactionManagerAutoConfiguration.class,
                                    EventsAutoConfiguration.class))
                    .withUserConfiguration(Service.class)
                    .withPropertyValues(TestPostgres.freshDatabase().properties());

    @Test
    void aServicePublishesUnderItsOwnNameAndAConsumerBeanHearsIt() {
        runner.run(context -> {
            context.getBean(Shop.class).open("corner");

            RecordingConsumer consumer = context.getBean(RecordingConsumer.class);
            await().atMost(EventsFixture.DEADLINE).until(() -> !consumer.received().isEmpty());
            assertThat(consumer.received().getFirst().source()).isEqualTo("/shops");
            assertThat(consumer.received().getFirst().data().get("name").asString())
                    .isEqualTo("corner");
        });
    }

    @Test
    void twoConsumersOfOneNameAreRefused() {
        runner.withBean("second", EventConsumer.class, () -> consumer("shops"))
                .withBean("third", EventConsumer.class, () -> consumer("shops"))
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .hasStackTraceContaining("consumers are named 'shops'"));
    }

    private static EventConsumer consumer(String name) {
        return new RecordingConsumer(name, event -> {});
    }

    /** Publishes in a transaction, as a service would. */
    static final class Shop {

        private final EventPublisher events;
        private final TransactionTemplate transaction;

        Shop(EventPublisher events, PlatformTransactionManager transactions) {
            this.events = events;
            this.transaction = new TransactionTemplate(transactions);
        }

        void open(String name) {
            transaction.executeWithoutResult(status ->
                    events.publish(
                            new OutgoingEvent(
                                    "test.things",
                                    name,
                                    "io.arcipelago.shop.opened.v1",
                                    "shop/" + name,
                                    Map.of("name", name))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        ServiceDescriptor shops() {
            return new ServiceDescriptor("shops", Service.class.getPackageName());
        }

        @Bean
        Shop shop(EventPublisher events, PlatformTransactionManager transactions) {
            return new Shop(events, transactions);
        }

        @Bean
        RecordingConsumer recorder() {
            return new RecordingConsumer("recorder", event -> {});
        }
    }
}
