package io.arcipelago.identity.people;

import java.util.UUID;

/**
 * A group as others point to it.
 *
 * @param name the full path without leading slash
 */
public record GroupRef(UUID id, String name) {}
