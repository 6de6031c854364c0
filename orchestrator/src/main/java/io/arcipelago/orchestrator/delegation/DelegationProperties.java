package io.arcipelago.orchestrator.delegation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the orchestrator gets tokens to act as the people whose deployments it runs.
 *
 * @param tokenEndpoint the identity service's token endpoint
 * @param revocationEndpoint where grants are ended (RFC 7009); {@code revoke} beside the token
 *     endpoint if not given
 * @param clientId our client there, which may exchange tokens (RFC 8693)
 * @param clientSecret its secret, if given directly
 * @param clientSecretFile a file with its secret, if not; read when needed, as the identity service
 *     may still be writing it
 * @param timeout the longest wait for an answer
 */
@ConfigurationProperties("arcipelago.orchestrator.delegation")
public record DelegationProperties(
        URI tokenEndpoint,
        @Nullable URI revocationEndpoint,
        @DefaultValue("orchestrator") String clientId,
        @Nullable String clientSecret,
        @Nullable Path clientSecretFile,
        @DefaultValue("10s") Duration timeout) {

    /** Where grants are ended. */
    URI revocation() {
        return revocationEndpoint == null ? tokenEndpoint.resolve("revoke") : revocationEndpoint;
    }

    @Override
    public String toString() {
        return "DelegationProperties[%s, client %s]".formatted(tokenEndpoint, clientId);
    }
}
