package io.arcipelago.identity;

import io.arcipelago.platform.security.PublicPrefix;
import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Takes the identity service into the process. */
@AutoConfiguration
@ConditionalOnService("identity")
@EnableConfigurationProperties(IdentitySettings.class)
// Full names, because services that share a process also share the space of bean names.
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class IdentityConfiguration {

    @Bean
    ServiceDescriptor identityService() {
        return new ServiceDescriptor("identity", "io.arcipelago.identity");
    }

    @Bean
    Issuer identityIssuer(
            @Value(
                            "${arcipelago.identity.issuer:${arcipelago.public-url:http://localhost:8800}/identity}")
                    String issuer) {
        return new Issuer(issuer);
    }

    @Bean
    PublicPrefix identityAddress(Issuer issuer) {
        return new PublicPrefix(Issuer.PREFIX, issuer.value());
    }

    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    InstantSource identityClock() {
        return InstantSource.system();
    }
}
