package io.arcipelago.identity.client.assertion;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** An assertion does not authenticate its client; the reason is for the client to read. */
final class AssertionRefused extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    AssertionRefused(String code, String description) {
        super(new OAuth2Error(code, description, null), description);
    }
}
