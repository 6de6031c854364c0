package io.arcipelago.identity.testing;

import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in memory, outside the scanned database, surviving a restart of the context. */
public final class MapSecretStore implements SecretStore {

    private final Map<SecretRef, String> secrets = new ConcurrentHashMap<>();

    @Override
    public void put(SecretRef ref, String value) {
        secrets.put(ref, value);
    }

    @Override
    public Optional<String> get(SecretRef ref) {
        return Optional.ofNullable(secrets.get(ref));
    }

    @Override
    public void delete(SecretRef ref) {
        secrets.remove(ref);
    }

    @Override
    public void deleteAll(String owner) {
        secrets.keySet().removeIf(ref -> ref.owner().equals(owner));
    }
}
