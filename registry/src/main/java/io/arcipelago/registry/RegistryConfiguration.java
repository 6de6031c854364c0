package io.arcipelago.registry;

import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.web.BodyLimit;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The registry as a service of the platform. */
@AutoConfiguration
@ConditionalOnService("registry")
@EnableConfigurationProperties(RegistrySettings.class)
@ComponentScan
public class RegistryConfiguration {

    @Bean
    ServiceDescriptor registryService() {
        return new ServiceDescriptor("registry", "io.arcipelago.registry");
    }

    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    InstantSource registryClock() {
        return InstantSource.system();
    }

    @Bean
    BodyLimit snapshotLimit(RegistrySettings settings) {
        return new BodyLimit("/registry/v2/snapshots", settings.maxSnapshot());
    }
}
