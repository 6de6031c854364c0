package io.arcipelago.identity.seed;

import io.arcipelago.identity.Secrets;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The secrets of the product's confidential clients. An operator may set one in both services by
 * the property that is named here; otherwise it is made once, kept in the secret store, and handed
 * to a service of the same deployment in the private file {@code <client>-client-secret}.
 */
@Component
class ProductSecrets {

    private static final int LEAST_LENGTH = 32;

    private final SecretStore secrets;
    private final PrivateFiles files;
    private final Environment environment;

    ProductSecrets(SecretStore secrets, PrivateFiles files, Environment environment) {
        this.secrets = secrets;
        this.files = files;
        this.environment = environment;
    }

    /** The secret in force, made now if there is none. Runs in the caller's transaction. */
    String ensure(String client, String property) {
        String configured = environment.getProperty(property, "");
        if (!configured.isBlank()) {
            if (configured.length() < LEAST_LENGTH) {
                throw new IllegalArgumentException(
                        "%s has %d characters; use a random one of at least %d"
                                .formatted(property, configured.length(), LEAST_LENGTH));
            }
            return configured;
        }
        SecretRef reference = reference(client);
        String secret =
                secrets.get(reference)
                        .orElseGet(() -> {
                            String made = Secrets.random();
                            secrets.put(reference, made);
                            return made;
                        });
        String file = client + "-client-secret";
        if (!files.read(file).equals(secret)) {
            files.write(file, secret + "\n");
        }
        return secret;
    }

    static SecretRef reference(String client) {
        return new SecretRef("identity", "client/" + client);
    }
}
