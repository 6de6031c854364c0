package io.arcipelago.identity.linking;

import java.util.List;

/** All that is linked to an account. */
public record Links(
        List<OidcIdentity> oidcIds, List<LinkedCertificate> certificates, List<SshKey> sshKeys) {

    public Links {
        oidcIds = List.copyOf(oidcIds);
        certificates = List.copyOf(certificates);
        sshKeys = List.copyOf(sshKeys);
    }
}
