package io.arcipelago.identity.registration;

import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings of registration, and its routes that need no token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationSettings.class)
class RegistrationConfiguration {

    @Bean
    PublicRoutes registrationRoutes() {
        return PublicRoutes.of(
                "/identity/registration/config",
                "/identity/registration/username-available/*",
                "/identity/registration/email-available/*",
                "/identity/registration/create",
                "/identity/registration/verify",
                "/identity/registration/verify/*");
    }
}
