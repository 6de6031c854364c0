package io.arcipelago.registry.v1;

import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.web.ErrorShape;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.v1.error.V1Errors;
import org.springframework.beans.factory.annotation.Value;
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
    PublicRoutes v1PublicRoutes(
            @Value("${arcipelago.registry.anonymous-read:false}") boolean anonymousRead) {
        return anonymousRead ? PublicRoutes.of(V1Errors.PATH + "/**") : PublicRoutes.of();
    }

    @Bean
    V1Access v1Access(
            @Value("${arcipelago.registry.anonymous-read:false}") boolean anonymousRead,
            @Value("${arcipelago.registry.visibility:groups}") String visibility) {
        return switch (visibility) {
            case "groups" -> new V1Access(anonymousRead, false);
            case "all" -> new V1Access(anonymousRead, true);
            default ->
                    throw new IllegalArgumentException(
                            "arcipelago.registry.visibility is '%s'; it must be groups or all"
                                    .formatted(visibility));
        };
    }

    @Bean
    V1Graphs v1Graphs(Federations federations) {
        return new V1Graphs(federations);
    }
}
