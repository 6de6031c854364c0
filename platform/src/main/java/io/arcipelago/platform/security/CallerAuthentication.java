package io.arcipelago.platform.security;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An authenticated {@link Caller}; made only from a token that passed every check. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    static final String ADMIN = "ROLE_ADMIN";
    static final String SCOPE_PREFIX = "SCOPE_";

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private final transient AccessToken token;

    CallerAuthentication(Caller caller, AccessToken token) {
        super(authorities(caller));
        this.caller = caller;
        this.token = token;
        super.setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Caller caller) {
        Stream<String> scopes = caller.scopes().stream().map(scope -> SCOPE_PREFIX + scope);
        Stream<String> roles = caller.admin() ? Stream.of(ADMIN) : Stream.empty();
        return Stream.concat(scopes, roles)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public AccessToken getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return caller.subject();
    }
}
