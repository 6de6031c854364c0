package io.arcipelago.identity.seed;

import io.arcipelago.identity.Secrets;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret of the orchestrator's client. An operator may set it in both services as {@code
 * arcipelago.orchestrator.delegation.client-secret}; otherwise it is made once, kept in the secret
 * store, and handed to an orchestrator of the same deployment in a private file.
 */
@Component
class OrchestratorSecret {

    static final String FILE = "orchestrator-client-secret";
    static final SecretRef REF = new SecretRef("identity", "client/orchestrator");

    private static final int LEAST_LENGTH = 32;

    private final SecretStore secrets;
    private final PrivateFiles files;
    private final String configured;

    OrchestratorSecret(
            SecretStore secrets,
            PrivateFiles files,
            @Value("${arcipelago.orchestrator.delegation.client-secret:}") String configured) {
        if (!configured.isBlank() && configured.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException(
                    "arcipelago.orchestrator.delegation.client-secret has "
                            + configured.length()
                            + " characters; use a random one of at least "
                            + LEAST_LENGTH);
        }
        this.secrets = secrets;
        this.files = files;
        this.configured = configured;
    }

    /** The secret in force, made now if there is none. Runs in the caller's transaction. */
    String ensure() {
        if (!configured.isBlank()) {
            return configured;
        }
        String secret =
                secrets.get(REF)
                        .orElseGet(() -> {
                            String made = Secrets.random();
                            secrets.put(REF, made);
                            return made;
                        });
        if (!files.read(FILE).equals(secret)) {
            files.write(FILE, secret + "\n");
        }
        return secret;
    }
}
