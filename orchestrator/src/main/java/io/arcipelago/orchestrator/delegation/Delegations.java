package io.arcipelago.orchestrator.delegation;

import io.arcipelago.orchestrator.delegation.TokenEndpoint.Tokens;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/**
 * Lets a deployment go on as its owner after the owner's access token has expired. The refresh
 * token is kept in the secret store; access tokens are kept in memory only.
 */
@Service
public class Delegations {

    /** A token with less life than this is renewed. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final TokenEndpoint endpoint;
    private final SecretStore secrets;
    private final InstantSource clock;
    private final Map<DeploymentId, Tokens> live = new ConcurrentHashMap<>();

    Delegations(TokenEndpoint endpoint, SecretStore secrets, InstantSource clock) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The owner's grant for a deployment, obtained but not yet kept. */
    public record Grant(String refreshToken) {

        @Override
        public String toString() {
            return "Grant[]";
        }
    }

    /**
     * Exchanges the caller's access token; raises what the caller is told if that is refused. Asks
     * the identity service, so it is called outside of transactions.
     */
    public Grant obtain(String callerToken) {
        try {
            Tokens tokens = endpoint.exchange(callerToken);
            return new Grant(tokens.refreshToken().orElseThrow(Delegations::noRefreshToken));
        } catch (DelegationException failure) {
            boolean refused = failure.failureClass() == FailureClass.AUTH;
            throw new ApiFailure(
                    refused ? HttpStatus.FORBIDDEN : HttpStatus.SERVICE_UNAVAILABLE,
                    failure.failureClass(),
                    refused ? "delegation-refused" : "identity-unavailable",
                    String.valueOf(failure.getMessage()),
                    Map.of());
        }
    }

    private static DelegationException noRefreshToken() {
        return new DelegationException(
                FailureClass.AUTH,
                "The identity service gave no refresh token; allow offline_access to the"
                        + " orchestrator's client");
    }

    /** Keeps a grant for a deployment, in the running transaction. */
    public void keep(DeploymentId deployment, Grant grant) {
        secrets.put(ref(deployment), grant.refreshToken());
        live.remove(deployment);
    }

    /** An access token of the deployment's owner that is good for some minutes. */
    public String accessToken(DeploymentId deployment) {
        Tokens tokens = live.get(deployment);
        if (tokens == null || tokens.expiresAt().isBefore(clock.instant().plus(MARGIN))) {
            tokens = renew(deployment);
            live.put(deployment, tokens);
        }
        return tokens.accessToken();
    }

    /** Forgets everything, once the deployment needs it no more. */
    public void forget(DeploymentId deployment) {
        secrets.delete(ref(deployment));
        live.remove(deployment);
    }

    private Tokens renew(DeploymentId deployment) {
        String refreshToken =
                secrets.get(ref(deployment))
                        .orElseThrow(() ->
                                new DelegationException(
                                        FailureClass.AUTH,
                                        "There is no delegation for deployment " + deployment));
        Tokens renewed = endpoint.refresh(refreshToken);
        renewed.refreshToken()
                .filter(rotated -> !rotated.equals(refreshToken))
                .ifPresent(rotated -> secrets.put(ref(deployment), rotated));
        return renewed;
    }

    private static SecretRef ref(DeploymentId deployment) {
        return new SecretRef("deployment/" + deployment, "refresh-token");
    }
}
