package io.arcipelago.identity.upstream;

import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings, and the routes that need no token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamSettings.class)
class UpstreamConfiguration {

    @Bean
    PublicRoutes upstreamRoutes() {
        return PublicRoutes.of("/identity/iam/authn-info", "/identity/iam/config/oidc/providers");
    }
}
