package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ExpiredRowsTest {

    private final Provider provider = Provider.shared();

    @Test
    void nextSignInRemovesWhatExpired() {
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode tokens = dashboard.tokens("alice", "openid offline_access");
        String refreshToken = tokens.path("refresh_token").asString();
        String accessToken = tokens.path("access_token").asString();
        dashboard.refresh(refreshToken, "");
        dashboard.call("/revoke", Map.of("token", accessToken));
        String jti = TestClient.claims(accessToken).getJWTID();
        assertThat(rows("refresh_token", "token_hash", Secrets.digest(refreshToken))).isOne();
        assertThat(rows("revoked_token", "jti", jti)).isOne();

        provider.clock().advance(Duration.ofDays(31));
        TestClient.dashboard(provider).tokens("alice", "openid");

        assertThat(rows("refresh_token", "token_hash", Secrets.digest(refreshToken))).isZero();
        assertThat(rows("revoked_token", "jti", jti)).isZero();
    }

    private long rows(String table, String column, String value) {
        return provider.bean(JdbcClient.class)
                .sql("select count(*) from identity." + table + " where " + column + " = :value")
                .param("value", value)
                .query(Long.class)
                .single();
    }
}
