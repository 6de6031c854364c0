package io.arcipelago.platform.secrets;

import java.util.Optional;

/**
 * Keeps secrets encrypted at rest. Takes part in the running transaction where the implementation
 * is the database's.
 */
public interface SecretStore {

    /** Stores or replaces a secret. */
    void put(SecretRef ref, String value);

    /** The secret in clear, or empty if there is none of that name. */
    Optional<String> get(SecretRef ref);

    /** Removes one secret; no error if there is none. */
    void delete(SecretRef ref);

    /** Removes every secret of an owner. */
    void deleteAll(String owner);
}
