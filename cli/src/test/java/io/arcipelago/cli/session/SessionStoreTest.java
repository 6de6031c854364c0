package io.arcipelago.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.SessionStore.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SessionStoreTest {

    private static final URI HERE = URI.create("http://localhost:8800");
    private static final URI THERE = URI.create("https://federation.example");

    @TempDir Path home;

    private SessionStore store() {
        return new SessionStore(home.resolve("arcipelago"), JsonMapper.builder().build());
    }

    private static Session session(String token) {
        return new Session(
                URI.create("http://localhost:8800/identity/token"),
                URI.create("http://localhost:8800/identity/revoke"),
                new Tokens(token, "r-" + token, Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws IOException {
        store().put(HERE, session("t"));

        Path file = home.resolve("arcipelago/sessions.json");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(home.resolve("arcipelago"))).isEqualTo("rwx------");
        store().put(HERE, session("u"));
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void eachInstallationHasASignInOfItsOwn() {
        store().put(HERE, session("here"));
        store().put(THERE, session("there"));
        store().remove(HERE);

        assertThat(store().find(HERE)).isEmpty();
        assertThat(store().find(THERE)).contains(session("there"));
    }

    @Test
    void aRenewalThatAnotherProcessDidIsUsed() {
        store().put(HERE, session("new"));
        AtomicInteger renewals = new AtomicInteger();

        Session used =
                store().renew(
                                HERE,
                                session("old"),
                                stale -> {
                                    renewals.incrementAndGet();
                                    return session("third");
                                });

        assertThat(used).isEqualTo(session("new"));
        assertThat(renewals).hasValue(0);
    }

    @Test
    void aDamagedFileIsNamedWithoutItsContent() throws IOException {
        store().put(HERE, session("t"));
        Path file = home.resolve("arcipelago/sessions.json");
        Files.writeString(file, "{\"sessions\": {\"x\": {\"tokens\": \"secret-token");

        assertThatThrownBy(() -> store().find(HERE))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("secret-token")
                .hasNoCause();
    }

    @Test
    void printingDoesNotShowTokens() {
        assertThat(session("t-secret").toString()).doesNotContain("t-secret");
    }
}
