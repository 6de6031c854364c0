package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Issuer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Opens the registration routes to callers without an access token. The controller looks at the
 * bearer itself, because a registration access token is none that the platform's check would know.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientRegistrationSettings.class)
class ClientRegistrationConfiguration {

    private static final String ROUTE = Issuer.PREFIX + "/iam/api/client-registration";

    @Bean
    @Order(-90)
    SecurityFilterChain clientRegistrationRoutes(HttpSecurity http) {
        http.securityMatcher(ROUTE, ROUTE + "/**")
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable());
        return http.build();
    }
}
