package io.arcipelago.benchmarks.provider;

import java.util.Locale;

/** What is measured, one after the other. */
enum Work {
    CLIENT_CREDENTIALS("client_credentials"),
    REFRESH("refresh, rotating"),
    REFRESH_WITH_ID_TOKEN("refresh, rotating, with ID token"),
    INTROSPECTION("introspection of a repeated token"),
    JWKS("JWKS"),
    DISCOVERY("discovery"),
    SIGN_IN("sign-in with a password");

    private final String title;

    Work(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether each step is a new access token. */
    boolean issuesTokens() {
        return switch (this) {
            case CLIENT_CREDENTIALS, REFRESH, REFRESH_WITH_ID_TOKEN -> true;
            case INTROSPECTION, JWKS, DISCOVERY, SIGN_IN -> false;
        };
    }

    /** What it is called on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
