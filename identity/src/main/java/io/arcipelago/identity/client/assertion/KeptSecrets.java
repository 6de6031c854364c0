package io.arcipelago.identity.client.assertion;

import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The secrets of clients with {@code client_secret_jwt}, the only ones that the provider must have
 * in clear: they are the key of the assertion's HMAC. They are encrypted at rest.
 */
@Component
public class KeptSecrets {

    private final SecretStore secrets;

    KeptSecrets(SecretStore secrets) {
        this.secrets = secrets;
    }

    /** Keeps the client's secret instead of the one it had. */
    public void keep(String client, String secret) {
        secrets.put(ref(client), secret);
    }

    /** Forgets the client's secret, if one is kept. */
    public void forget(String client) {
        secrets.delete(ref(client));
    }

    Optional<String> of(String client) {
        return secrets.get(ref(client));
    }

    private static SecretRef ref(String client) {
        return new SecretRef("identity.client", "assertion-secret/" + client);
    }
}
