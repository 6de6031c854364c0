package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The SSH key of each deployment: one pair for all its servers and attempts. */
@Component
public class ServerKeys {

    private final SecretStore secrets;

    public ServerKeys(SecretStore secrets) {
        this.secrets = secrets;
    }

    /** The public key as a line of {@code authorized_keys}; makes the pair if there is none. */
    @Transactional
    public String publicKey(DeploymentId deployment) {
        return secrets.get(ref(deployment, "ssh-public-key"))
                .orElseGet(() -> {
                    SshKey key = SshKey.generate("arcipelago-" + deployment.shortForm());
                    secrets.put(ref(deployment, "ssh-private-key"), key.privateFile());
                    secrets.put(ref(deployment, "ssh-public-key"), key.publicLine());
                    return key.publicLine();
                });
    }

    /** The private key in OpenSSH format. */
    public String privateKey(DeploymentId deployment) {
        return secrets.get(ref(deployment, "ssh-private-key"))
                .orElseThrow(() ->
                        new IllegalStateException("deployment " + deployment + " has no SSH key"));
    }

    private static SecretRef ref(DeploymentId deployment, String name) {
        return new SecretRef("deployment/" + deployment, name);
    }
}
