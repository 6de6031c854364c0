package io.arcipelago.identity.scope;

/**
 * A scope that the provider knows.
 *
 * @param value as on the wire
 * @param icon the name of an icon, for clients that show one
 * @param defaultScope whether a client that asks for no scopes gets it
 * @param restricted whether only an administrator may give it to a client
 */
public record Scope(
        long id,
        String value,
        String description,
        String icon,
        boolean defaultScope,
        boolean restricted) {}
