package io.arcipelago.identity.group;

import io.arcipelago.identity.account.AccountId;

/** In what capacity somebody changes a group's members. */
public sealed interface Actor {

    /** The subject of the token that does it. */
    String subject();

    /** Has the administrators' scope that the change needs. */
    record Administrator(String subject) implements Actor {}

    /** Manages the group, and perhaps others. */
    record Manager(AccountId account) implements Actor {
        @Override
        public String subject() {
            return account.toString();
        }
    }
}
