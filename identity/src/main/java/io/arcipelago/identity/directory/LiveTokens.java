package io.arcipelago.identity.directory;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.platform.web.StandardFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses tokens that were revoked, belong to a suspended person or come from another issuer. The
 * platform's check knows the signature and the time only, which is not enough where accounts are
 * changed.
 */
@Component
class LiveTokens implements HandlerInterceptor, WebMvcConfigurer {

    private static final String BEARER = "bearer ";

    private final AccessTokens tokens;

    LiveTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        Issuer.PREFIX + "/scim/**",
                        Issuer.PREFIX + "/iam/account/**",
                        Issuer.PREFIX + "/iam/me/**",
                        Issuer.PREFIX + "/iam/group/**",
                        Issuer.PREFIX + "/iam/group_requests/**");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                || tokens.verify(header.substring(BEARER.length()).strip()).isEmpty()) {
            throw StandardFailures.tokenRequired();
        }
        return true;
    }
}
