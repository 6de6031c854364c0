package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class StoredSecretsTest {

    private final Provider provider = Provider.shared();

    @Test
    void databaseHoldsNoTokenCodeSecretOrPassword() {
        TestClient dashboard = TestClient.dashboard(provider);
        TestClient orchestrator = TestClient.orchestrator(provider);
        String verifier = Secrets.random();
        String code = dashboard.code("alice", "openid offline_access", verifier);
        JsonNode tokens = TestClient.json(dashboard.exchangeCode(code, verifier));
        String accessToken = tokens.path("access_token").asString();
        String refreshToken = tokens.path("refresh_token").asString();
        JsonNode delegated =
                TestClient.json(orchestrator.exchange(accessToken, "openid offline_access"));

        String everything = dump();

        assertThat(everything).contains(Secrets.digest(refreshToken), Secrets.digest(code));
        Map<String, String> secrets = new HashMap<>();
        secrets.put("code", code);
        secrets.put("access token", accessToken);
        secrets.put("access token's signature", signature(accessToken));
        secrets.put("ID token's signature", signature(tokens.path("id_token").asString()));
        secrets.put("refresh token", refreshToken);
        secrets.put("delegated refresh token", delegated.path("refresh_token").asString());
        secrets.put("client secret", provider.orchestratorSecret());
        secrets.put("password", Provider.PASSWORD);
        secrets.forEach((name, secret) -> {
            assertThat(secret).as(name).isNotBlank();
            assertThat(everything.contains(secret)).as(name).isFalse();
        });
        // A private RSA key in JWK form has these members.
        assertThat(everything).doesNotContain("\"dp\"", "\"qi\"", "BEGIN PRIVATE KEY");
    }

    @Test
    void generatedSecretsAreInFilesThatOnlyTheOwnerReads() throws Exception {
        try (Provider own = Provider.start("arcipelago.identity.demo-password=")) {
            for (String name :
                    List.of(
                            "orchestrator-client-secret",
                            "feeder-client-secret",
                            "demo-credentials")) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(
                                                own.dataDirectory().resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
            String credentials = Files.readString(own.dataDirectory().resolve("demo-credentials"));
            List<String> people = credentials.lines().toList();
            assertThat(people).hasSize(3);
            for (String person : people) {
                String username = person.substring(0, person.indexOf(' '));
                String password = person.substring(person.indexOf(' ') + 1);
                assertThat(password).hasSize(20);
                assertThat(Browser.location(new Browser(own).signIn(username, password)))
                        .as(username)
                        .isEqualTo("/");
            }
            own.restart();
            assertThat(Files.readString(own.dataDirectory().resolve("demo-credentials")))
                    .isEqualTo(credentials);
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    /** Every row of every table of every schema that is not PostgreSQL's own, as text. */
    private String dump() {
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        List<String> tables =
                jdbc.sql(
                                """
                                select quote_ident(table_schema) || '.' || quote_ident(table_name)
                                  from information_schema.tables
                                 where table_schema not in ('pg_catalog', 'information_schema')
                                   and table_type = 'BASE TABLE'
                                """)
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list();
        assertThat(tables).contains("identity.refresh_token", "identity.authorization_request");
        List<String> rows = new ArrayList<>();
        for (String table : tables) {
            rows.addAll(
                    jdbc.sql("select t::text from " + table + " t")
                            .query((row, number) -> String.valueOf(row.getString(1)))
                            .list());
        }
        return String.join("\n", rows);
    }
}
