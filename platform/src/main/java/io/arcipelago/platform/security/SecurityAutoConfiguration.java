package io.arcipelago.platform.security;

import io.arcipelago.platform.security.dpop.DatabaseUsedProofs;
import io.arcipelago.platform.security.dpop.DpopProofs;
import io.arcipelago.platform.security.dpop.OwnUsedProofs;
import io.arcipelago.platform.security.dpop.UsedProofs;
import io.arcipelago.platform.web.FailureWriter;
import io.arcipelago.platform.web.PublicUrl;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The resource server: every route needs a token unless it is declared public. */
@AutoConfiguration(
        before = {
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityAutoConfiguration {

    /** The scope that lets a monitoring system read the metrics without being an administrator. */
    public static final String METRICS_SCOPE = "metrics:read";

    private static final String[] DASHBOARD = {"/", "/ui", "/ui/**", "/favicon*"};
    private static final String[] ALWAYS_PUBLIC = {
        "/.well-known/arcipelago", "/actuator/health/**", "/actuator/info", "/error"
    };

    @Bean
    PublicRoutes platformPublicRoutes() {
        return PublicRoutes.of(ALWAYS_PUBLIC);
    }

    /** Proofs are remembered for all replicas where there is a database. */
    @Bean
    DpopProofs dpopProofs(
            ObjectProvider<JdbcClient> database, ObjectProvider<InstantSource> clock) {
        InstantSource time = clock.getIfUnique(InstantSource::system);
        JdbcClient jdbc = database.getIfUnique();
        UsedProofs used =
                jdbc == null ? new OwnUsedProofs(time) : new DatabaseUsedProofs(jdbc, time);
        return new DpopProofs(used, time);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain tokenSecurity(
            HttpSecurity http,
            SecurityProperties properties,
            ObjectProvider<PublicRoutes> publicRoutes,
            ObjectProvider<InstantSource> clock,
            DpopProofs proofs,
            PublicUrl publicUrl,
            ObjectProvider<PublicPrefix> prefixes,
            FailureWriter failures,
            JsonMapper json) {
        RefusalHandler refusals = new RefusalHandler(failures);
        AccessTokens tokens =
                new AccessTokens(
                        properties.trusted().stream()
                                .map(issuer -> new TrustedIssuer(issuer, json))
                                .toList(),
                        new AccessTokenRules(
                                properties.audiences(), clock.getIfUnique(InstantSource::system)),
                        proofs);
        TokenConverter converter =
                new TokenConverter(new PublicAddresses(publicUrl, prefixes.stream().toList()));
        String[] open =
                publicRoutes.stream()
                        .flatMap(routes -> routes.patterns().stream())
                        .toArray(String[]::new);
        return http.csrf(csrf -> csrf.disable())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .formLogin(login -> login.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .addFilterBefore(
                        tokenFilter(tokens, converter, refusals), AuthorizationFilter.class)
                .authorizeHttpRequests(routes ->
                        routes.dispatcherTypeMatchers(
                                        jakarta.servlet.DispatcherType.ERROR,
                                        jakarta.servlet.DispatcherType.FORWARD,
                                        jakarta.servlet.DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(open)
                                .permitAll()
                                .requestMatchers(DASHBOARD)
                                .permitAll()
                                .requestMatchers("/actuator", "/actuator/**")
                                .hasAnyAuthority(
                                        CallerAuthentication.ADMIN,
                                        CallerAuthentication.SCOPE_PREFIX + METRICS_SCOPE)
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    /** Not a bean: Spring Boot would also put it in front of every other chain. */
    private static BearerTokenAuthenticationFilter tokenFilter(
            AccessTokens tokens, TokenConverter converter, RefusalHandler refusals) {
        AuthenticationManager manager = new ProviderManager(tokens);
        BearerTokenAuthenticationFilter filter =
                new BearerTokenAuthenticationFilter(manager, converter);
        filter.setAuthenticationEntryPoint(refusals);
        filter.setAuthenticationFailureHandler(refusals);
        return filter;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }
}
