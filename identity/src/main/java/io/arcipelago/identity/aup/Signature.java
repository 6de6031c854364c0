package io.arcipelago.identity.aup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/** That a person signed the policy, and when. */
record Signature(Aup aup, Signer account, Instant signatureTime) {

    /**
     * Who signs.
     *
     * @param service whether it is a service account, which signs nothing
     */
    record Signer(
            UUID uuid,
            String username,
            String name,
            @JsonIgnore String email,
            @JsonIgnore boolean service) {}
}
