package io.arcipelago.platform.security.dpop;

import java.time.Instant;

/** Remembers which proofs were used, for as long as they would be good. */
public interface UsedProofs {

    /**
     * Uses a proof up.
     *
     * @param hash of the key and the proof's own identifier
     * @param until when the proof ends, so that it needs no more remembering
     * @return false if it was used before
     */
    boolean use(String hash, Instant until);
}
