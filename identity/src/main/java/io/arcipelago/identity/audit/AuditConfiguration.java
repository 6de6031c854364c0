package io.arcipelago.identity.audit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.identity.Issuer;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where refusals are noticed, and the job that removes what is too old. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    /** After the filter that binds the request to the thread, before Spring Security's. */
    private static final int BEFORE_SECURITY = -101;

    @Bean
    Task<Void> identityAuditRetention(
            AuditTable table, AuditSettings settings, InstantSource clock) {
        return Tasks.recurring("identity-audit-retention", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) ->
                        table.sweep(clock.instant().minus(settings.retention())));
    }

    @Bean
    FilterRegistrationBean<RefusalFilter> identityRefusals(ProtocolTrail audit) {
        FilterRegistrationBean<RefusalFilter> filter =
                new FilterRegistrationBean<>(new RefusalFilter(audit));
        filter.addUrlPatterns(Issuer.PREFIX + "/*");
        filter.setOrder(BEFORE_SECURITY);
        return filter;
    }

    @Bean
    WebMvcConfigurer identityCallerNote() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RefusalFilter.CallerNote())
                        .addPathPatterns(Issuer.PREFIX + "/**");
            }
        };
    }
}
