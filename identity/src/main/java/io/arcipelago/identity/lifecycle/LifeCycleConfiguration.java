package io.arcipelago.identity.lifecycle;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that looks at the ends of memberships. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LifeCycleSettings.class)
class LifeCycleConfiguration {

    /** What clients ask before they offer to change an end time. */
    @Bean
    PublicRoutes lifeCycleRoutes() {
        return PublicRoutes.of("/identity/iam/config/lifecycle/account/read-only-end-time");
    }

    @Bean
    Task<Void> identityLifeCycleTask(LifeCycle lifeCycle, LifeCycleSettings settings) {
        return Tasks.recurring("identity-lifecycle", FixedDelay.of(settings.poll()))
                .execute((instance, context) -> lifeCycle.round());
    }
}
