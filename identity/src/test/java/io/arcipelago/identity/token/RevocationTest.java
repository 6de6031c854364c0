package io.arcipelago.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.key.SigningKeys;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RevocationTest {

    @Test
    void revocationCountsAtOnceOnEveryReplica() {
        Provider provider = Provider.shared();
        AccessTokens here = provider.bean(AccessTokens.class);
        AccessTokens elsewhere =
                new AccessTokens(
                        provider.bean(Issuer.class),
                        provider.bean(SigningKeys.class),
                        provider.bean(JdbcClient.class),
                        provider.clock());
        String token =
                TestClient.dashboard(provider)
                        .tokens("alice", "openid")
                        .path("access_token")
                        .asString();
        AccessToken read = here.verify(token).orElseThrow();
        assertThat(elsewhere.verify(token)).isPresent();

        here.revoke(read);

        assertThat(here.verify(token)).isEmpty();
        assertThat(elsewhere.verify(token)).isEmpty();
    }
}
