package io.arcipelago.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KnownClientsTest {

    private final Provider provider = Provider.shared();
    private final JdbcClient jdbc = provider.bean(JdbcClient.class);
    private final Clients here = provider.bean(Clients.class);
    private final Clients elsewhere = new Clients(jdbc, provider.clock());

    @Test
    void changeCountsAtOnceOnEveryReplica() {
        TestClient.thirdParty(provider, "changing", Set.of("client_credentials"));
        Client first = elsewhere.find("changing").orElseThrow();
        assertThat(elsewhere.find("changing").orElseThrow()).isSameAs(first);
        RegisteredClients shown = new RegisteredClients(elsewhere);
        assertThat(shown.findByClientId("changing")).isSameAs(shown.findByClientId("changing"));

        change("update identity.client set name = 'Another name' where id = 'changing'");
        assertThat(elsewhere.find("changing").orElseThrow().name()).isEqualTo("Another name");
        assertThat(here.find("changing").orElseThrow().name()).isEqualTo("Another name");
        assertThat(shown.findByClientId("changing"))
                .extracting(client -> client.getClientName())
                .isEqualTo("Another name");

        change("update identity.client set active = false where id = 'changing'");
        assertThat(elsewhere.find("changing")).isEmpty();
        assertThat(shown.findByClientId("changing")).isNull();
        change("update identity.client set active = true where id = 'changing'");
        assertThat(elsewhere.find("changing")).isPresent();

        change("delete from identity.client where id = 'changing'");
        assertThat(elsewhere.find("changing")).isEmpty();
    }

    @Test
    void rotatedSecretEndsWhenItsTimeIsOver() {
        TestClient.thirdParty(provider, "rotating", Set.of("client_credentials"));
        ClientSecretDigest digests = new ClientSecretDigest();
        jdbc.sql(
                        """
                        update identity.client
                           set previous_secret_hash = :previous, previous_secret_until = :until
                         where id = 'rotating'
                        """)
                .param("previous", Secrets.digest("the old one"))
                .param(
                        "until",
                        Timestamp.from(provider.clock().instant().plus(Duration.ofMinutes(5))))
                .update();
        assertThat(digests.matches("the old one", secretsOfRotating())).isTrue();
        provider.clock().advance(Duration.ofMinutes(6));
        assertThat(digests.matches("the old one", secretsOfRotating())).isFalse();
    }

    private String secretsOfRotating() {
        return elsewhere.find("rotating").orElseThrow().secretHash().orElseThrow();
    }

    private void change(String sql) {
        assertThat(jdbc.sql(sql).update()).isOne();
    }
}
