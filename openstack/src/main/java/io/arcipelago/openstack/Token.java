package io.arcipelago.openstack;

import java.time.Instant;
import java.util.List;

/** A Keystone token with what its body told. */
record Token(
        String value,
        Instant issuedAt,
        Instant expiresAt,
        String projectId,
        List<Endpoint> catalogue) {

    /** One catalogue entry. */
    record Endpoint(String type, String region, String face, String url) {}

    @Override
    public String toString() {
        return "Token[projectId=" + projectId + ", expiresAt=" + expiresAt + "]";
    }
}
