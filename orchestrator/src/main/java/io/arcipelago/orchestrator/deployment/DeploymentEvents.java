package io.arcipelago.orchestrator.deployment;

import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Announces what happens to deployments, in the transaction in which it becomes true. */
@Component
public class DeploymentEvents {

    private final EventPublisher publisher;
    private final InstantSource clock;

    public DeploymentEvents(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Announces something that is no failure. */
    public void announce(DeploymentEvent.Type type, Deployment deployment, Optional<SiteKey> site) {
        announceFailure(type, deployment, site, null, null);
    }

    /** Announces a failure with its reason and class. */
    public void announceFailure(
            DeploymentEvent.Type type,
            Deployment deployment,
            Optional<SiteKey> site,
            @Nullable String reason,
            @Nullable String failureClass) {
        String id = deployment.id().toString();
        DeploymentEvent event =
                new DeploymentEvent(
                        id,
                        deployment.service(),
                        deployment.group(),
                        deployment.status().name(),
                        deployment.phase().wire(),
                        deployment.attempt(),
                        site.map(SiteKey::provider).orElse(null),
                        site.map(SiteKey::region).orElse(null),
                        reason,
                        failureClass,
                        clock.instant());
        publisher.publish(new OutgoingEvent(DeploymentEvent.TOPIC, id, type.wire(), id, event));
    }
}
