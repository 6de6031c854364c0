package io.arcipelago.cli.session;

import java.util.List;

/** The person who is signed in, as the identity service knows them. */
public record Me(String username, String name, String email, List<String> groups) {

    public Me {
        groups = groups == null ? List.of() : List.copyOf(groups);
    }

    public static final String PATH = "/identity/v1/me";
}
