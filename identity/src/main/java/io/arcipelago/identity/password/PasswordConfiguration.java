package io.arcipelago.identity.password;

import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings of passwords, and the routes that need no token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

    @Bean
    PublicRoutes passwordRoutes() {
        return PublicRoutes.of(
                "/identity/password",
                "/identity/password/forgotten",
                "/identity/iam/password-reset",
                "/identity/iam/password-reset/token",
                "/identity/iam/password-reset/token/*");
    }
}
