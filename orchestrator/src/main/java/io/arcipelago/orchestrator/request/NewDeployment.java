package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.federation.SiteKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A request for a deployment, from either interface.
 *
 * @param service the catalogue id, or {@code template} for a template of the caller's own
 * @param template the TOSCA text
 * @param inputs as given, secret ones included
 * @param wanted the person's own choice of site
 * @param maxAttempts sites that may be tried
 * @param timeoutMinutes how long creation may take in all
 * @param attemptMinutes how long one attempt may take
 * @param callback who to tell about changes
 * @param requestId makes the request idempotent
 */
public record NewDeployment(
        String service,
        String template,
        String title,
        String group,
        Map<String, Object> inputs,
        Optional<SiteKey> wanted,
        int maxAttempts,
        int timeoutMinutes,
        int attemptMinutes,
        boolean keepLastAttempt,
        Optional<String> callback,
        Optional<UUID> requestId) {

    @Override
    public String toString() {
        return "NewDeployment[%s, %s, group %s]".formatted(service, title, group);
    }
}
