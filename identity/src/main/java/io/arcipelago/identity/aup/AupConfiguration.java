package io.arcipelago.identity.aup;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.platform.security.PublicRoutes;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Anybody may read the policy; the other methods of the route ask for their caller themselves. A
 * job reminds people of signatures that end.
 */
@Configuration(proxyBeanMethods = false)
class AupConfiguration {

    @Bean
    PublicRoutes aupRoutes() {
        return PublicRoutes.of("/identity/iam/aup");
    }

    @Bean
    Task<Void> identityAupReminders(
            AupReminders reminders,
            @Value("${arcipelago.identity.aup.reminders-poll:1h}") Duration poll) {
        return Tasks.recurring("identity-aup-reminders", FixedDelay.of(poll))
                .execute((instance, context) -> reminders.round());
    }
}
