package io.arcipelago.platform.security;

import io.arcipelago.platform.web.StandardFailures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers their {@link Caller}, their {@code Optional<Caller>} on public routes, and the
 * caller's {@link AccessToken}.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
        return type.equals(Caller.class) || type.equals(AccessToken.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        MethodParameter wanted = parameter.nestedIfOptional();
        Optional<?> found =
                authentication()
                        .map(caller ->
                                wanted.getNestedParameterType().equals(Caller.class)
                                        ? caller.getPrincipal()
                                        : caller.getCredentials());
        return parameter.getParameterType().equals(Optional.class)
                ? found
                : found.orElseThrow(StandardFailures::tokenRequired);
    }

    private static Optional<CallerAuthentication> authentication() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof CallerAuthentication caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
