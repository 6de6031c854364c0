package io.arcipelago.identity.people;

/** A named value of an account or group. */
public record Attribute(String name, String value) {}
