package io.arcipelago.registry.state;

import java.time.Instant;

/** Where the picture of the federation comes from. */
public interface Federations {

    /** As it is now; never half of a change. */
    Federation current();

    /**
     * As it was. Freshness and findings are not kept for the past and are empty.
     *
     * @throws io.arcipelago.platform.web.ApiFailure 400 for a time in the future or before the
     *     history that is kept
     */
    Federation at(Instant time);
}
