package io.arcipelago.identity.api;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.ErrorShape;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/**
 * Failures of the compatible interfaces: {@code {"error": "<text>"}}, which clients show to people.
 */
@Configuration(proxyBeanMethods = false)
class IamErrors {

    @Bean
    ErrorShape accountAndGroupErrors() {
        return new OneText("/identity/iam");
    }

    @Bean
    ErrorShape registrationErrors() {
        return new OneText("/identity/registration");
    }

    @Bean
    ErrorShape scopeRegistryErrors() {
        return new OneText("/identity/api");
    }

    private record OneText(String pathPrefix) implements ErrorShape {

        @Override
        public Answer render(ApiFailure failure, String requestId) {
            return new Answer(
                    failure.status(),
                    MediaType.APPLICATION_JSON,
                    Map.of("error", String.valueOf(failure.getMessage())));
        }
    }
}
