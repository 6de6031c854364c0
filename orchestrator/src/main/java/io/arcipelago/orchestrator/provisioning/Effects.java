package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.OpenStackClient;
import java.util.Optional;

/**
 * What is done on a site for one kind of object. Implementations keep no state; every method raises
 * {@link io.arcipelago.openstack.OpenStackException}.
 */
interface Effects {

    /** The id of the object of this name, if a creation whose answer was lost has made it. */
    Optional<String> find(CloudResource resource, OpenStackClient site);

    /** Asks the site to make the object; answers its id. */
    String create(CloudResource resource, Siblings siblings, OpenStackClient site);

    /**
     * Completes and observes an object that exists. Called until it answers {@link Observed.Ready};
     * repeating it does no harm.
     */
    Observed observe(
            CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site);

    /** Asks the site to remove the object; answers whether it is confirmed gone. */
    boolean remove(CloudResource resource, String cloudId, OpenStackClient site);
}
