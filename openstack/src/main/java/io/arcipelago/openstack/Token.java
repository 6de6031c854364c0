package io.arcipelago.openstack;

import java.time.Instant;
import java.util.List;

/** A Keystone token with what its body told. */
record Token(
        String value,
        Instant issuedAt,
        Instant expiresAt,
        String projectId,
        String projectName,
        String projectDomainId,
        List<CatalogueEndpoint> catalogue) {

    @Override
    public String toString() {
        return "Token[projectId=" + projectId + ", expiresAt=" + expiresAt + "]";
    }
}
