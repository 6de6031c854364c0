package io.arcipelago.identity.directory;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.security.PublicRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public totals. */
@RestController
class StatisticsController {

    private static final String PATH = "/stats";

    private final Statistics statistics;

    StatisticsController(Statistics statistics) {
        this.statistics = statistics;
    }

    @GetMapping(PATH)
    Statistics.Totals totals() {
        return statistics.totals();
    }

    /** Lets anybody read them. */
    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        PublicRoutes identityStatistics() {
            return PublicRoutes.of(Issuer.PREFIX + PATH);
        }
    }
}
