package io.arcipelago.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ConditionalOnServiceTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Harbour.class, Lighthouse.class);

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnService("harbour")
    static class Harbour {

        @Bean
        ServiceDescriptor harbour() {
            return new ServiceDescriptor("harbour", "io.arcipelago.harbour");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnService("lighthouse")
    static class Lighthouse {

        @Bean
        ServiceDescriptor lighthouse() {
            return new ServiceDescriptor("lighthouse", "io.arcipelago.lighthouse");
        }
    }

    private List<String> started(String... properties) {
        List<String> names = new ArrayList<>();
        runner.withPropertyValues(properties)
                .run(context ->
                        context.getBeansOfType(ServiceDescriptor.class)
                                .values()
                                .forEach(service -> names.add(service.name())));
        return names;
    }

    @Test
    void withoutAListEveryServiceStarts() {
        assertThat(started()).containsExactlyInAnyOrder("harbour", "lighthouse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "", " all ", "harbour,lighthouse", " lighthouse , harbour "})
    void theseListsStartBoth(String list) {
        assertThat(started("arcipelago.services=" + list))
                .containsExactlyInAnyOrder("harbour", "lighthouse");
    }

    @Test
    void onlyNamedServicesStart() {
        assertThat(started("arcipelago.services=harbour")).containsExactly("harbour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbours", "harbou", "HARBOUR", "other"})
    void aNameIsComparedAsAWhole(String list) {
        assertThat(started("arcipelago.services=" + list)).isEmpty();
    }

    @Test
    void migrationsLieUnderTheServicesName() {
        assertThat(new ServiceDescriptor("harbour", "x").migrationLocation())
                .isEqualTo("classpath:db/harbour");
    }
}
