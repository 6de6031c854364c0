package io.arcipelago.platform.security;

/**
 * The caller's own access token, already checked, for calling another service in the caller's name.
 * Controllers take it as a parameter. It is a secret: its text form does not show it.
 */
public record AccessToken(String value) {

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
