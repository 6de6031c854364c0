package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a person granted to a client. All refresh tokens of one sign-in or one exchange belong to
 * one grant and fall with it.
 *
 * @param scopes in the order in which they were asked for
 * @param audience what its tokens are restricted to; empty: nothing in particular
 * @param proof how and when the person proved who they are
 * @param actor the {@code act} claim of its tokens; empty without delegation
 * @param key the thumbprint of the key to which its refresh tokens are bound
 */
public record Grant(
        UUID id,
        String clientId,
        AccountId account,
        Set<String> scopes,
        List<String> audience,
        Proof proof,
        Map<String, Object> actor,
        Optional<String> key) {

    public Grant {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        audience = List.copyOf(audience);
        actor = Map.copyOf(actor);
    }

    /** The {@code auth_time} of its tokens. */
    public Instant signedInAt() {
        return proof.at();
    }

    /** The same grant with these scopes. */
    Grant with(Set<String> others) {
        return new Grant(id, clientId, account, others, audience, proof, actor, key);
    }
}
