package io.arcipelago.feeder;

import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The feeder as a service of the platform. */
@AutoConfiguration
@ConditionalOnService("feeder")
@ComponentScan
public class FeederConfiguration {

    @Bean
    ServiceDescriptor feederService() {
        return new ServiceDescriptor("feeder", "io.arcipelago.feeder");
    }
}
