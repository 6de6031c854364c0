package io.arcipelago.identity.account;

import java.util.List;

/**
 * A person as tokens describe one.
 *
 * @param username the short name to sign in with
 * @param name the name to show
 * @param groups full group paths without leading slash, sorted
 */
public record Person(
        AccountId id,
        String username,
        String name,
        String email,
        boolean active,
        List<String> groups) {

    public Person {
        groups = List.copyOf(groups);
    }
}
