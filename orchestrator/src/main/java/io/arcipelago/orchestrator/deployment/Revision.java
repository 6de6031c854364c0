package io.arcipelago.orchestrator.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One request of a person about a deployment: what was asked, by whom, when.
 *
 * @param inputs the inputs that are not secret
 * @param secretInputs the names of the others; their values are in the secret store
 */
public record Revision(
        int number,
        Kind kind,
        String template,
        Map<String, Object> inputs,
        List<String> secretInputs,
        String requestedBy,
        Instant requestedAt) {

    public Revision {
        inputs = Map.copyOf(inputs);
        secretInputs = List.copyOf(secretInputs);
    }

    /** What was asked for. */
    public enum Kind {
        CREATE,
        DELETE
    }
}
