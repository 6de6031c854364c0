package io.arcipelago.identity.aup;

import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Anybody may read the policy; the other methods of the route ask for their caller themselves. */
@Configuration(proxyBeanMethods = false)
class AupConfiguration {

    @Bean
    PublicRoutes aupRoutes() {
        return PublicRoutes.of("/identity/iam/aup");
    }
}
