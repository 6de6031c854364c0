package io.arcipelago.site.state;

/** A user's SSH public key. */
public record KeyPair(String userId, String name, String publicKey, String fingerprint) {}
