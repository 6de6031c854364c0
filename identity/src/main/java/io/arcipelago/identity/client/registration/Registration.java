package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.client.Client;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client with all that its registration tells.
 *
 * @param dynamic whether it registered itself, or a person did, instead of an administrator
 * @param statusChangedBy the subject that enabled or disabled it last
 */
record Registration(
        Client client,
        Details details,
        boolean dynamic,
        Instant createdAt,
        Optional<Instant> statusChangedAt,
        Optional<String> statusChangedBy) {

    /**
     * What people read about the client; no grant depends on it (RFC 7591, section 2).
     *
     * @param authMethod how a confidential client says it authenticates
     * @param requirePushed whether it takes part in no request that it did not push (RFC 9126)
     * @param jwk the client's public keys as a JWK set
     */
    record Details(
            String description,
            Optional<String> clientUri,
            Optional<String> logoUri,
            Optional<String> tosUri,
            Optional<String> policyUri,
            Optional<String> jwksUri,
            Optional<String> jwk,
            List<String> contacts,
            String authMethod,
            boolean requirePushed) {

        Details {
            contacts = List.copyOf(contacts);
        }

        /** The same with these keys. */
        Details withKeys(Optional<String> uri, Optional<String> keys) {
            return new Details(
                    description,
                    clientUri,
                    logoUri,
                    tosUri,
                    policyUri,
                    uri,
                    keys,
                    contacts,
                    authMethod,
                    requirePushed);
        }

        /** The same with requests that the client must push, or need not. */
        Details withPushed(boolean required) {
            return new Details(
                    description,
                    clientUri,
                    logoUri,
                    tosUri,
                    policyUri,
                    jwksUri,
                    jwk,
                    contacts,
                    authMethod,
                    required);
        }
    }

    String id() {
        return client.id();
    }

    /** How the client authenticates, {@code none} for a public one. */
    String authMethod() {
        return client.isPublic() ? "none" : details.authMethod();
    }
}
