package io.arcipelago.registry;

import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The registry as a service of the platform. */
@AutoConfiguration
@ConditionalOnService("registry")
@ComponentScan
public class RegistryConfiguration {

    @Bean
    ServiceDescriptor registryService() {
        return new ServiceDescriptor("registry", "io.arcipelago.registry");
    }
}
