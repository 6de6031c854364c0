package io.arcipelago.tosca.cloud;

import java.util.Optional;

/** An account to create on a server. */
public record OsUser(
        String name, boolean addToSudoers, Optional<String> sshPublicKey, Optional<String> guid) {}
