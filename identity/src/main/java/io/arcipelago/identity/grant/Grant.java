package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a person granted to a client. All refresh tokens of one sign-in or one exchange belong to
 * one grant and fall with it.
 *
 * @param signedInAt when the person last proved who they are
 * @param actor the {@code act} claim of its tokens; empty without delegation
 */
public record Grant(
        UUID id,
        String clientId,
        AccountId account,
        Set<String> scopes,
        List<String> audience,
        Instant signedInAt,
        Map<String, Object> actor) {

    public Grant {
        scopes = Set.copyOf(scopes);
        audience = List.copyOf(audience);
        actor = Map.copyOf(actor);
    }
}
