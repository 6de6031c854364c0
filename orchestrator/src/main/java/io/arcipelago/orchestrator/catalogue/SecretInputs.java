package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.OrchestratorJson;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import io.arcipelago.tosca.value.SecretNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Keeps secret inputs out of the deployment's row and gives them back to the steps. */
@Component
public class SecretInputs {

    private final SecretStore secrets;
    private final OrchestratorJson json;

    public SecretInputs(SecretStore secrets, OrchestratorJson json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** Inputs apart by whether people may see them. */
    public record Split(Map<String, Object> open, Map<String, Object> secret) {

        @Override
        public String toString() {
            return "Split[open=%s, secret=%s]".formatted(open.keySet(), secret.keySet());
        }
    }

    /** Whether an input of this name holds a secret: its name says so. */
    static boolean isSecretName(String name) {
        return SecretNames.matches(name);
    }

    public Split split(Map<String, Object> inputs) {
        Map<String, Object> open = new LinkedHashMap<>();
        Map<String, Object> secret = new LinkedHashMap<>();
        inputs.forEach((name, value) -> (isSecretName(name) ? secret : open).put(name, value));
        return new Split(open, secret);
    }

    /** Stores secret inputs, in the running transaction. */
    public void keep(DeploymentId deployment, Map<String, Object> secret) {
        secret.forEach((name, value) -> secrets.put(ref(deployment, name), json.write(value)));
    }

    /** The values of these secret inputs. */
    public Map<String, Object> read(DeploymentId deployment, List<String> names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : names) {
            secrets.get(ref(deployment, name))
                    .ifPresent(value -> values.put(name, json.read(value, Object.class)));
        }
        return values;
    }

    private static SecretRef ref(DeploymentId deployment, String name) {
        return new SecretRef("deployment/" + deployment, "input/" + name);
    }
}
