package io.arcipelago.identity.exchange;

import io.arcipelago.identity.client.Client;

/**
 * Which clients a side of an exchange policy means.
 *
 * @param match a client's id or a scope; empty for any client
 */
public record Party(Type type, String match) {

    /** How a client is meant. */
    public enum Type {
        ANY,
        BY_SCOPE,
        BY_ID
    }

    boolean means(Client client) {
        return switch (type) {
            case ANY -> true;
            case BY_SCOPE -> client.scopes().contains(match);
            case BY_ID -> client.id().equals(match);
        };
    }

    /** The higher, the fewer clients are meant. */
    int specificity() {
        return switch (type) {
            case ANY -> 0;
            case BY_SCOPE -> 1;
            case BY_ID -> 2;
        };
    }
}
