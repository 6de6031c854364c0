package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.Map;

/**
 * Which claims describe a person. Communities differ in this (WLCG, AARC, Keycloak); each way is
 * one implementation.
 */
public interface Profile {

    /** The claims of an access token, beside those that every access token has. */
    Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes);

    /** The claims of the ID token and of the userinfo answer, without {@code sub}. */
    Map<String, Object> personClaims(Person person, Collection<String> scopes);
}
