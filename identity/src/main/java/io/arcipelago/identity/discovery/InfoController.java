package io.arcipelago.identity.discovery;

import io.arcipelago.platform.security.PublicRoutes;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says at the place where INDIGO IAM's clients look that this is an IAM, and of which version. The
 * process tells about itself at {@code /actuator/info}, outside the issuer's path.
 */
@RestController
class InfoController {

    /** Clients recognise an IAM by the word in it. */
    private static final String NAME = "arcipelago-iam";

    private final Map<String, Map<String, String>> info;

    InfoController(ObjectProvider<BuildProperties> build) {
        String version =
                Optional.ofNullable(build.getIfAvailable())
                        .map(BuildProperties::getVersion)
                        .or(() ->
                                Optional.ofNullable(
                                        InfoController.class
                                                .getPackage()
                                                .getImplementationVersion()))
                        .orElse("development");
        this.info = Map.of("build", Map.of("name", NAME, "version", version));
    }

    @GetMapping("/actuator/info")
    Map<String, Map<String, String>> info() {
        return info;
    }

    /** Anybody may know. */
    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        PublicRoutes identityInfoRoutes() {
            return PublicRoutes.of("/identity/actuator/info");
        }
    }
}
