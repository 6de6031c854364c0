package io.arcipelago.identity.account;

import java.util.UUID;

/**
 * A group of people.
 *
 * @param name the full path without leading slash, such as {@code astro/simulations}
 * @param members how many accounts are in it
 */
public record Group(UUID id, String name, String description, long members) {}
