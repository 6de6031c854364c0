package io.arcipelago.contracts.registry;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** How feeds tell the registry what they read. Needs the scope {@code registry:feed}. */
@HttpExchange("/registry/v2")
public interface RegistryFeed {

    /**
     * Takes a provider's snapshot, whole or not at all. Of two snapshots of one provider the one
     * that was taken later stands; an older one is refused with 409.
     */
    @PostExchange("/snapshots")
    FeedResult feed(@RequestBody ProviderSnapshot snapshot);
}
