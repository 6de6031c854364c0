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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets a deployment go on as its owner after the owner's access token has expired. The refresh
 * token is kept in the secret store; access tokens are kept in memory only.
 */
@Service
public class Delegations {

    /** A token with less life than this is renewed. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** With more tokens than this in memory, those that have expired are dropped. */
    private static final int REMEMBERED = 1000;

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
    public static final class Grant {

        private final String refreshToken;
        private final Tokens first;

        private Grant(String refreshToken, Tokens first) {
            this.refreshToken = refreshToken;
            this.first = first;
        }
    }

    /**
     * Exchanges the caller's access token; raises what the caller is told if that is refused. Asks
     * the identity service, so it is called outside of transactions.
     */
    public Grant obtain(String callerToken) {
        try {
            Tokens tokens = endpoint.exchange(callerToken);
            return new Grant(
                    tokens.refreshToken().orElseThrow(Delegations::noRefreshToken), tokens);
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

    /**
     * Keeps a grant for a deployment, in the running transaction. One that it replaces is given
     * back.
     */
    public void keep(DeploymentId deployment, Grant grant) {
        giveBackAfterCommit(secrets.get(ref(deployment)));
        secrets.put(ref(deployment), grant.refreshToken);
        remember(deployment, grant.first);
    }

    /** An access token of the deployment's owner that is good for some minutes. */
    public String accessToken(DeploymentId deployment) {
        Tokens tokens = live.get(deployment);
        if (tokens == null || tokens.expiresAt().isBefore(clock.instant().plus(MARGIN))) {
            tokens = renew(deployment);
            remember(deployment, tokens);
        }
        return tokens.accessToken();
    }

    /** Ends a deployment's grant, in the running transaction. */
    public void forget(DeploymentId deployment) {
        giveBackAfterCommit(secrets.get(ref(deployment)));
        secrets.delete(ref(deployment));
        live.remove(deployment);
    }

    /**
     * Asks the identity service to revoke a grant (RFC 7009). Nobody waits for its answer: what it
     * still has is of no use without our copy.
     */
    private void giveBackAfterCommit(Optional<String> refreshToken) {
        refreshToken.ifPresent(token ->
                TransactionSynchronizationManager.registerSynchronization(
                        new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                Thread.startVirtualThread(() -> endpoint.revoke(token));
                            }
                        }));
    }

    private void remember(DeploymentId deployment, Tokens tokens) {
        if (live.size() >= REMEMBERED) {
            live.values().removeIf(it -> it.expiresAt().isBefore(clock.instant()));
        }
        live.put(deployment, tokens);
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
