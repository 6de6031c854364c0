package io.arcipelago.feeder.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.feeder.scan.NoTokenException;
import io.arcipelago.feeder.testing.RobotIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenEndpointTest {

    @TempDir Path directory;

    private final RobotIssuer issuer = new RobotIssuer();
    private final TokenEndpoint endpoint = new TokenEndpoint(InstantSource.system());

    @AfterEach
    void stop() {
        issuer.close();
    }

    private ClientSettings client(@Nullable URI tokenEndpoint, @Nullable Path secret) {
        return new ClientSettings(
                issuer.url(), tokenEndpoint, "robot", secret, null, "openid groups", "site", false);
    }

    private Path secret(String text) throws IOException {
        return Files.writeString(directory.resolve("secret"), text);
    }

    @Test
    void theEndpointIsFoundByDiscoveryAndAskedWithTheSecret() throws IOException {
        TokenEndpoint.Tokens tokens = endpoint.clientCredentials(client(null, secret("s3cr%t&\n")));

        assertThat(tokens.accessToken()).isNotEmpty();
        assertThat(issuer.forms().getFirst()).containsKey("scope");
        assertThat(tokens.toString()).doesNotContain(tokens.accessToken());
        Map<String, String> form = issuer.forms().getFirst();
        assertThat(form)
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("scope", "openid groups")
                .containsEntry("audience", "site");
        assertThat(form.getOrDefault("authorization", ""))
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "robot:s3cr%25t%26"
                                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRefusalSaysWhatToCheckAndNoSecret() throws IOException {
        issuer.refuse(true);
        ClientSettings client = client(null, secret("top-secret"));

        assertThatThrownBy(() -> endpoint.refresh(client, "refresh-me"))
                .isInstanceOf(NoTokenException.class)
                .hasMessageContaining("400 invalid_grant")
                .hasMessageContaining("client robot")
                .satisfies(it ->
                        assertThat(it.getMessage()).doesNotContain("top-secret", "refresh-me"));
    }

    @Test
    void aSecretNeverTravelsWithoutTls() throws IOException {
        ClientSettings client =
                client(URI.create("http://iam.example/token"), secret("top-secret"));

        assertThatThrownBy(() -> endpoint.clientCredentials(client)).hasMessageContaining("TLS");
    }

    @Test
    void aMissingOrEmptySecretIsTold() throws IOException {
        ClientSettings none = client(null, null);
        ClientSettings missing = client(null, directory.resolve("nowhere"));
        ClientSettings empty = client(null, secret("\n"));

        assertThatThrownBy(() -> endpoint.clientCredentials(none))
                .hasMessageContaining("no client-secret-file");
        assertThatThrownBy(() -> endpoint.clientCredentials(missing))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> endpoint.clientCredentials(empty)).hasMessageContaining("empty");
    }

    @Test
    void anIssuerThatDoesNotAnswerIsTold() throws IOException {
        ClientSettings client = client(URI.create("http://127.0.0.1:1/token"), secret("x"));

        assertThatThrownBy(() -> endpoint.clientCredentials(client))
                .hasMessageContaining("does not answer at http://127.0.0.1:1/token");
    }
}
