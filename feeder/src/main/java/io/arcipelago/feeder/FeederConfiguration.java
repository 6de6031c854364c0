package io.arcipelago.feeder;

import io.arcipelago.feeder.scan.ScanSettings;
import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The feeder as a service of the platform. */
@AutoConfiguration
@ConditionalOnService("feeder")
// Other services in this process have classes of the same simple names.
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({FeederProperties.class, ScanSettings.class})
public class FeederConfiguration {

    @Bean
    ServiceDescriptor feederService() {
        return new ServiceDescriptor("feeder", "io.arcipelago.feeder");
    }

    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    InstantSource feederClock() {
        return InstantSource.system();
    }
}
