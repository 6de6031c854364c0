package io.arcipelago.identity.directory;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.platform.web.StandardFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses tokens that were revoked, belong to a suspended person or a former administrator, or come
 * from another issuer. The platform's check knows the signature and the time only, which is not
 * enough where accounts are changed.
 */
@Component
class LiveTokens implements HandlerInterceptor, WebMvcConfigurer {

    private final AccessTokens tokens;
    private final Accounts accounts;
    private final IdentitySettings settings;

    LiveTokens(AccessTokens tokens, Accounts accounts, IdentitySettings settings) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        Issuer.PREFIX + "/scim/**",
                        Issuer.PREFIX + "/iam/account/**",
                        Issuer.PREFIX + "/iam/audit/**",
                        Issuer.PREFIX + "/iam/me/**",
                        Issuer.PREFIX + "/iam/group/**",
                        Issuer.PREFIX + "/iam/group_requests/**");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null
                || ShownTokens.in(header)
                        .flatMap(tokens::verify)
                        .filter(this::stillEntitled)
                        .isEmpty()) {
            throw StandardFailures.tokenRequired();
        }
        return true;
    }

    /** Who is no administrator any more keeps no administrators' token. */
    private boolean stillEntitled(AccessToken token) {
        return token.account().isEmpty()
                || Collections.disjoint(token.scopes(), AdminScopes.ALL)
                || token.account()
                        .flatMap(accounts::find)
                        .filter(person ->
                                !Collections.disjoint(person.groups(), settings.adminGroups()))
                        .isPresent();
    }
}
