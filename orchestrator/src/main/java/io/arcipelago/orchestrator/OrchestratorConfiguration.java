package io.arcipelago.orchestrator;

import io.arcipelago.orchestrator.configuration.AnsibleConfigurator;
import io.arcipelago.orchestrator.configuration.Configurator;
import io.arcipelago.orchestrator.configuration.ConfiguratorProperties;
import io.arcipelago.orchestrator.delegation.DelegationProperties;
import io.arcipelago.orchestrator.federation.FederationProperties;
import io.arcipelago.orchestrator.lifecycle.LifecycleProperties;
import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The orchestrator as a service of the platform. */
@AutoConfiguration
@ConditionalOnService("orchestrator")
@ComponentScan
@EnableConfigurationProperties({
    FederationProperties.class,
    DelegationProperties.class,
    ConfiguratorProperties.class,
    LifecycleProperties.class
})
public class OrchestratorConfiguration {

    @Bean
    ServiceDescriptor orchestratorService() {
        return new ServiceDescriptor("orchestrator", "io.arcipelago.orchestrator");
    }

    @Bean
    PublicRoutes orchestratorPublicRoutes() {
        return PublicRoutes.of(
                "/orchestrator",
                "/orchestrator/",
                "/orchestrator/info",
                "/orchestrator/configuration");
    }

    @Bean
    @ConditionalOnMissingBean(name = "configurator")
    Configurator configurator(
            ConfiguratorProperties properties,
            @Value("${arcipelago.data-dir:}") String dataDir,
            InstantSource clock) {
        Path configured = properties.workDir();
        String parent = dataDir.isBlank() ? System.getProperty("java.io.tmpdir") : dataDir;
        Path workDir = configured == null ? Path.of(parent, "orchestrator") : configured;
        return new AnsibleConfigurator(properties, workDir, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }
}
