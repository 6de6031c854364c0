package io.arcipelago.identity.people;

import org.jspecify.annotations.Nullable;

/** In which order accounts are listed. */
public enum PeopleOrder {
    NAME("lower(a.name), a.username"),
    CREATION("a.created_at, a.username"),
    EMAIL("lower(a.email)"),
    NAME_DOWN("lower(a.name) desc, a.username desc"),
    CREATION_DOWN("a.created_at desc, a.username desc"),
    EMAIL_DOWN("lower(a.email) desc");

    private final String sql;

    PeopleOrder(String sql) {
        this.sql = sql;
    }

    /** What the parameters of a search mean; an unknown one counts as not sent. */
    public static PeopleOrder of(@Nullable String sortBy, @Nullable String direction) {
        boolean down = "desc".equalsIgnoreCase(direction);
        if ("creation".equalsIgnoreCase(sortBy)) {
            return down ? CREATION_DOWN : CREATION;
        }
        if ("email".equalsIgnoreCase(sortBy)) {
            return down ? EMAIL_DOWN : EMAIL;
        }
        return down ? NAME_DOWN : NAME;
    }

    String sql() {
        return sql;
    }
}
