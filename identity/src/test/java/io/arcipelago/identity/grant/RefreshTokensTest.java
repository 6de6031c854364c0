package io.arcipelago.identity.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RefreshTokensTest {

    private final Provider provider = Provider.shared();
    private final RefreshTokens tokens = provider.bean(RefreshTokens.class);
    private final Client dashboard = provider.bean(Clients.class).find("dashboard").orElseThrow();
    private final JdbcClient jdbc = provider.bean(JdbcClient.class);

    @Test
    void refreshWritesTheTwoTokensAndNotTheGrant() {
        String first = signedIn();
        UUID grant = tokens.grantOf(first).orElseThrow();
        String before = rowVersion(grant);
        provider.clock().advance(Duration.ofDays(3));
        String second = accepted(tokens.use(first, dashboard, found -> found)).token();
        assertThat(second).isNotEqualTo(first);
        assertThat(tokensOf(grant)).isEqualTo(2);
        assertThat(rowVersion(grant)).isEqualTo(before);
        assertThat(accepted(tokens.use(second, dashboard, found -> found)).grant().id())
                .isEqualTo(grant);
    }

    @Test
    void grantThatIsRevokedDuringTheCheckGivesNothing() {
        String first = signedIn();
        UUID grant = tokens.grantOf(first).orElseThrow();
        RefreshTokens.Use<Boolean> use =
                tokens.use(
                        first,
                        dashboard,
                        found ->
                                provider.bean(Grants.class)
                                        .revoke(found.id(), "test", provider.clock().instant()));
        assertThat(use).isInstanceOf(RefreshTokens.Use.Refused.class);
        assertThat(tokensOf(grant)).isOne();
        assertThat(replaced(first)).isFalse();
    }

    @Test
    void usesOfOneTokenAtTheSameTimeAllGetTokensThatWork() throws Exception {
        String first = signedIn();
        List<Future<RefreshTokens.Use<Grant>>> uses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                uses.add(threads.submit(() -> tokens.use(first, dashboard, found -> found)));
            }
        }
        for (Future<RefreshTokens.Use<Grant>> use : uses) {
            String token = accepted(use.get()).token();
            assertThat(tokens.use(token, dashboard, found -> found))
                    .isInstanceOf(RefreshTokens.Use.Accepted.class);
        }
    }

    @Test
    void grantOutlivesItsFirstExpiryAsLongAsItIsRefreshed() {
        String first = signedIn();
        UUID grant = tokens.grantOf(first).orElseThrow();
        provider.clock().advance(Duration.ofDays(20));
        String second = accepted(tokens.use(first, dashboard, found -> found)).token();
        provider.clock().advance(Duration.ofDays(20));
        provider.bean(Grants.class).sweep(provider.clock().instant());

        String third = accepted(tokens.use(second, dashboard, found -> found)).token();
        assertThat(tokens.grantOf(first)).isEmpty();
        assertThat(tokens.grantOf(third)).contains(grant);

        provider.clock().advance(Duration.ofDays(31));
        provider.bean(Grants.class).sweep(provider.clock().instant());
        provider.bean(Grants.class).sweep(provider.clock().instant());
        assertThat(count("token_grant where id = :grant", grant)).isZero();
        assertThat(tokensOf(grant)).isZero();
    }

    private String signedIn() {
        return TestClient.dashboard(provider)
                .tokens("alice", "openid offline_access")
                .path("refresh_token")
                .asString();
    }

    private static <T> RefreshTokens.Use.Accepted<T> accepted(RefreshTokens.Use<T> use) {
        return switch (use) {
            case RefreshTokens.Use.Accepted<T> accepted -> accepted;
            case RefreshTokens.Use.Refused<T> refused ->
                    throw new AssertionError("the refresh token was refused");
        };
    }

    private long tokensOf(UUID grant) {
        return count("refresh_token where grant_id = :grant", grant);
    }

    private long count(String what, UUID grant) {
        return jdbc.sql("select count(*) from identity." + what)
                .param("grant", grant)
                .query(Long.class)
                .single();
    }

    private boolean replaced(String token) {
        return jdbc.sql(
                        """
                        select replaced_at is not null from identity.refresh_token
                         where token_hash = :hash
                        """)
                .param("hash", Secrets.digest(token))
                .query(Boolean.class)
                .single();
    }

    /** Another one after each change of the row. */
    private String rowVersion(UUID grant) {
        return jdbc.sql("select ctid::text from identity.token_grant where id = :grant")
                .param("grant", grant)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }
}
