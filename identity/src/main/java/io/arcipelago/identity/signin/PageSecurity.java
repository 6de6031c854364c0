package io.arcipelago.identity.signin;

import static io.arcipelago.identity.signin.PathMatchers.matcher;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.factor.SecondFactors;
import io.arcipelago.platform.organisation.Organisation;
import jakarta.servlet.SessionCookieConfig;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** The filter chain in front of the pages that people sign in and answer on, and their session. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private final Issuer issuer;

    PageSecurity(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Sign-in, consent and sign-out pages: a session in a cookie, and CSRF tokens. */
    @Bean
    @Order(IdentitySecurity.FIRST + 1)
    SecurityFilterChain identityPages(
            HttpSecurity http, SecondFactors factors, InstantSource clock) {
        Redirects redirects = new Redirects(issuer);
        http.securityMatcher(
                        matcher(
                                "/login",
                                "/login/passkey",
                                "/factor",
                                "/factor/**",
                                "/passkeys",
                                "/consent",
                                "/logout",
                                "/device",
                                "/device/answer",
                                "/aup"))
                // Set, so that no other provider of the process can sign people in here; the
                // steps of the sign-in are controllers.
                .authenticationManager(PageSecurity::refuse)
                .requestCache(cache -> cache.requestCache(redirects.savedRequests()))
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(routes ->
                        routes.requestMatchers(
                                        matcher(
                                                "/login",
                                                "/login/passkey",
                                                // These look into the session themselves.
                                                "/factor",
                                                "/factor/**",
                                                "/logout"))
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterAfter(
                        new ProofFilter(
                                factors,
                                redirects,
                                matcher("/consent", "/device", "/device/answer", "/passkeys"),
                                matcher("/passkeys"),
                                clock),
                        SecurityContextHolderFilter.class)
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint((request, response, failure) ->
                                        redirects.toPage(response, "/login"))
                                .accessDeniedHandler((request, response, denied) ->
                                        redirects.toPage(
                                                response, afterDenial(request.getRequestURI()))));
        return http.build();
    }

    /** The session cookie is for the pages of this service and nothing else. */
    @Bean
    ServletContextInitializer identitySessionCookie(Organisation organisation) {
        return context -> {
            SessionCookieConfig cookie = context.getSessionCookieConfig();
            // Cookies know no ports: organisations on one host need names of their own.
            cookie.setName(organisation.own("arcipelago-session"));
            cookie.setPath(issuer.path(""));
            cookie.setHttpOnly(true);
            cookie.setSecure(issuer.secure());
            // Lax, not Strict: a client's redirect to /authorize comes from another site.
            cookie.setAttribute("SameSite", "Lax");
        };
    }

    /** Where somebody goes whose form lacked its hidden field. */
    private static String afterDenial(String path) {
        if (path.endsWith("/logout")) {
            return "/logout";
        }
        if (path.startsWith(Issuer.PREFIX + "/factor")) {
            return "/factor?notice=expired";
        }
        if (path.endsWith("/passkeys")) {
            return "/passkeys?notice=expired";
        }
        return path.startsWith(Issuer.PREFIX + "/device")
                ? "/device?notice=expired"
                : "/login?notice=expired";
    }

    private static Authentication refuse(Authentication attempt) {
        throw new ProviderNotFoundException("Nobody signs in through a filter here");
    }
}
