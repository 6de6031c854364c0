package io.arcipelago.identity.mail;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that sends mail, and what the health page tells of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    @Bean
    Task<Void> identityMailTask(MailDelivery delivery, MailSettings settings) {
        return Tasks.recurring("identity-mail", FixedDelay.of(settings.poll()))
                .execute((instance, context) -> delivery.deliverDue());
    }

    /** Waiting mail does not make the service unfit: it is told, and the service stays up. */
    @Bean
    HealthIndicator identityMail(MailQueue queue, MailSettings settings) {
        return () -> {
            MailQueue.Waiting waiting = queue.waiting();
            Health.Builder health = settings.sends() ? Health.up() : Health.unknown();
            return health.withDetail(
                            "server",
                            settings.sends()
                                    ? settings.host()
                                    : "none; set arcipelago.identity.mail.host")
                    .withDetail("waiting", waiting.count())
                    .withDetail("given-up", waiting.givenUp())
                    .build();
        };
    }
}
