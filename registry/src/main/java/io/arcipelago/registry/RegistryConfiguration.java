package io.arcipelago.registry;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.service.ConditionalOnService;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.web.BodyLimit;
import io.arcipelago.registry.store.History;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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

    /** What changes a provider asks for the caller itself. */
    @Bean
    @ConditionalOnProperty("arcipelago.registry.anonymous-read")
    PublicRoutes registryPublicRoutes() {
        return PublicRoutes.of("/registry/v2/providers", "/registry/v2/providers/*");
    }

    @Bean
    Task<Void> registryHousekeeping(History history, RegistrySettings settings) {
        return Tasks.recurring("registry-housekeeping", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> history.forget(settings.history()));
    }

    @Bean
    BodyLimit snapshotLimit(RegistrySettings settings) {
        return new BodyLimit("/registry/v2/snapshots", settings.maxSnapshot());
    }
}
