package io.arcipelago.identity.linking;

import java.io.Serializable;

/**
 * A person of an upstream OpenID Connect provider. The subject alone names nobody: two providers
 * may give the same one to different people.
 */
public record OidcIdentity(String issuer, String subject) implements Serializable {}
