package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.orchestrator.delegation.Delegations;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.federation.SiteDirectory;
import io.arcipelago.orchestrator.federation.SiteKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Clients for the sites of attempts, acting as the deployment's owner. The last ones used are kept,
 * since each new one has to log in.
 */
@Component
class AttemptSites {

    private static final int KEPT = 1000;

    private final SiteDirectory directory;
    private final Delegations delegations;
    private final Map<Key, OpenStackClient> clients =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, OpenStackClient> eldest) {
                    return size() > KEPT;
                }
            };

    AttemptSites(SiteDirectory directory, Delegations delegations) {
        this.directory = directory;
        this.delegations = delegations;
    }

    private record Key(DeploymentId deployment, SiteKey site, String project) {}

    OpenStackClient client(DeploymentId deployment, Attempt attempt) {
        Key key = new Key(deployment, attempt.site(), attempt.project());
        synchronized (clients) {
            return clients.computeIfAbsent(
                    key,
                    missing ->
                            directory.open(
                                    attempt.site(),
                                    attempt.project(),
                                    () -> delegations.accessToken(deployment)));
        }
    }
}
