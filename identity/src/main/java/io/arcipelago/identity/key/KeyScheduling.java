package io.arcipelago.identity.key;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the rotation of signing keys on the scheduler. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
class KeyScheduling {

    @Bean
    Task<Void> identityKeyRotation(KeyRotation rotation, SigningKeys keys, KeySettings settings) {
        return Tasks.recurring("identity-key-rotation", FixedDelay.of(settings.checkEvery()))
                .execute((instance, context) -> {
                    rotation.runSchedule();
                    keys.readAgain();
                });
    }
}
