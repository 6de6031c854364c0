package io.arcipelago.identity.grant;

import io.arcipelago.identity.scope.Scopes;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The scopes of the request in hand. */
final class RequestedScopes {

    private RequestedScopes() {}

    /**
     * The scopes in the order in which the client wrote them, which decides the order of groups in
     * a token. The library's converters read them into a set without order, so the parameter is
     * looked at again; it adds nothing and takes nothing away.
     *
     * @throws OAuth2AuthenticationException {@code invalid_scope} if one is not well formed
     */
    static Set<String> of(Set<String> scopes) {
        Scopes.fault(scopes)
                .ifPresent(fault -> {
                    throw TokenFailure.invalidScope(fault);
                });
        return inOrder(scopes);
    }

    /** The same without judging the scopes. */
    static Set<String> inOrder(Set<String> scopes) {
        Set<String> ordered = new LinkedHashSet<>();
        if (RequestContextHolder.getRequestAttributes()
                instanceof ServletRequestAttributes attributes) {
            String[] values = attributes.getRequest().getParameterValues("scope");
            if (values != null) {
                Arrays.stream(values)
                        .flatMap(value -> Arrays.stream(value.split(" ")))
                        .filter(scopes::contains)
                        .forEach(ordered::add);
            }
        }
        ordered.addAll(scopes);
        return Collections.unmodifiableSet(ordered);
    }
}
