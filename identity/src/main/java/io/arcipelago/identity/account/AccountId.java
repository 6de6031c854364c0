package io.arcipelago.identity.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.arcipelago.identity.Ids;
import java.util.Optional;
import java.util.UUID;

/** The identity of an account; its text is the {@code sub} of the person's tokens. */
public record AccountId(UUID value) {

    /** Reads a {@code sub}; empty if it does not name a person. */
    public static Optional<AccountId> parse(String text) {
        return Ids.parse(text).map(AccountId::new);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
