package io.arcipelago.registry.v1;

import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.web.BodyLimit;
import io.arcipelago.platform.web.ErrorShape;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.v1.error.V1Errors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;

/** Puts version 1 together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(V1Settings.class)
class V1Configuration {

    @Bean
    ErrorShape v1Errors(V1Settings settings) {
        return new V1Errors(HttpStatusCode.valueOf(settings.statusWithoutToken()));
    }

    /** Without anonymous reading every route of version 1 needs a token before anything else. */
    @Bean
    PublicRoutes v1PublicRoutes(RegistrySettings settings) {
        return settings.anonymousRead()
                ? PublicRoutes.of(V1Errors.PATH + "/**")
                : PublicRoutes.of();
    }

    /** A provider's document is as large as its snapshot. */
    @Bean
    BodyLimit v1DocumentLimit(RegistrySettings settings) {
        return new BodyLimit(V1Errors.PATH + "/providers", settings.maxSnapshot());
    }
}
