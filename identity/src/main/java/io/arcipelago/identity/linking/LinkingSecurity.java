package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.signin.Redirects;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import io.arcipelago.platform.web.FailureWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The chain of the pages that sign in or link with something from outside: a session in a cookie,
 * and CSRF tokens on whatever changes something. A call with an {@code Authorization} header goes
 * to the platform's chain instead, which looks at no session.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LinkingSettings.class)
class LinkingSecurity {

    /** Right after the chains of the sign-in pages. */
    private static final int ORDER = -96;

    private static final String API = "/iam/account-linking/";

    @Bean
    @Order(ORDER)
    SecurityFilterChain identityLinking(HttpSecurity http, Issuer issuer, FailureWriter failures) {
        Redirects redirects = new Redirects(issuer);
        RequestMatcher api = anyOf(API + "**");
        RequestMatcher pages =
                anyOf(
                        "/openid_connect_login",
                        "/openid_connect_login/*",
                        "/external",
                        "/external/*",
                        "/linking",
                        "/linking/*",
                        "/certificate",
                        "/certificate/*");
        http.securityMatcher(request ->
                        pages.matches(request)
                                || (api.matches(request)
                                        && request.getHeader("Authorization") == null))
                .authenticationManager(LinkingSecurity::refuse)
                .requestCache(cache -> cache.requestCache(redirects.savedRequests()))
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(routes ->
                        routes.requestMatchers(
                                        anyOf(
                                                "/linking",
                                                "/linking/*",
                                                "/external/link",
                                                API + "**"))
                                .authenticated()
                                .anyRequest()
                                .permitAll())
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(
                                        (request, response, failure) -> {
                                            if (api.matches(request)) {
                                                refuse(request, response, failures, notSignedIn());
                                            } else {
                                                redirects.toPage(response, "/login");
                                            }
                                        })
                                .accessDeniedHandler((request, response, denied) -> {
                                    if (api.matches(request)) {
                                        refuse(request, response, failures, noToken());
                                    } else {
                                        redirects.toPage(response, afterDenial(request));
                                    }
                                }));
        return http.build();
    }

    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            FailureWriter failures,
            ApiFailure failure)
            throws IOException {
        failures.write(request, response, failure);
    }

    private static Authentication refuse(Authentication attempt) {
        throw new ProviderNotFoundException("Nobody signs in through a filter here");
    }

    /** Where somebody goes whose form lacked its hidden field. */
    private static String afterDenial(HttpServletRequest request) {
        return request.getRequestURI().startsWith(Issuer.PREFIX + "/linking")
                ? "/linking?notice=expired"
                : "/login?notice=expired";
    }

    private static ApiFailure notSignedIn() {
        return new ApiFailure(
                HttpStatus.UNAUTHORIZED,
                FailureClass.AUTH,
                "not-signed-in",
                "Sign in, or send an access token",
                Map.of());
    }

    private static ApiFailure noToken() {
        return ApiFailure.forbidden(
                "csrf", "The request lacks the session's CSRF token; use the page /linking");
    }

    private static RequestMatcher anyOf(String... paths) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        RequestMatcher[] matchers = new RequestMatcher[paths.length];
        for (int i = 0; i < paths.length; i++) {
            matchers[i] = builder.matcher(Issuer.PREFIX + paths[i]);
        }
        return new OrRequestMatcher(matchers);
    }
}
