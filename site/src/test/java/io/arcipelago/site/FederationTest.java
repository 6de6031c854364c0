package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.OpenStackException.Kind;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationTest {

    @TempDir Path dir;

    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite(dir);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpResponse<String> login(String provider, String token) {
        return site.send(
                "POST",
                "/ELBA/identity/v3/OS-FEDERATION/identity_providers/"
                        + provider
                        + "/protocols/openid/auth",
                "",
                token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    private static void assertPage(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/html");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer error=\"" + error + "\"");
    }

    @Test
    void aGoodTokenGivesAnUnscopedTokenWithoutProjectOrCatalogue() {
        HttpResponse<String> answer = login("arcipelago", site.issuer.token("alice", "astro"));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Subject-Token")).isPresent();
        assertThat(answer.body())
                .contains("\"methods\":[\"openid\"]", "OS-FEDERATION")
                .doesNotContain("catalog", "\"project\"");
    }

    @Test
    void whatTheWebServerRefusesIsAPage() {
        assertPage(login("arcipelago", ""), "invalid_request");
        assertPage(login("arcipelago", "garbage"), "invalid_token");
        assertPage(login("arcipelago", site.issuer.expired("alice", "astro")), "invalid_token");
        assertPage(login("arcipelago", site.issuer.forged("alice", "astro")), "invalid_token");
        assertPage(
                login("arcipelago", site.issuer.tokenOf("https://elsewhere", "alice", "astro")),
                "invalid_token");
        // The issuer is compared exactly: a trailing slash makes another one.
        assertPage(
                login("arcipelago", site.issuer.tokenOf(site.issuer.url() + "/", "alice", "astro")),
                "invalid_token");
    }

    @Test
    void whatKeystoneRefusesIsJson() {
        HttpResponse<String> unmapped = login("arcipelago", site.issuer.token("carla", "physics"));
        assertThat(unmapped.statusCode()).isEqualTo(401);
        assertThat(unmapped.body()).contains("\"title\":\"Unauthorized\"");
        HttpResponse<String> other = login("other", site.issuer.token("alice", "astro"));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("\"title\":\"Forbidden\"");
        HttpResponse<String> unknown = login("nobody", site.issuer.token("alice", "astro"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("Could not find Identity Provider: nobody.");
    }

    @Test
    void aGroupGivesItsOwnProjectsOnly() {
        OpenStackClient intruder = site.client(site.federated("bruno", "bio"), "astro-elba");
        OpenStackException refused =
                catchThrowableOfType(OpenStackException.class, () -> intruder.compute().flavors());
        assertThat(refused.kind()).isEqualTo(Kind.AUTH);
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void aPageIsReadAndTheTokenIsNotRepeated() {
        String forged = site.issuer.forged("alice", "astro");
        OpenStackClient client =
                site.client(
                        new Credentials.FederatedAccessToken("arcipelago", "openid", () -> forged),
                        "astro-elba");
        OpenStackException refused =
                catchThrowableOfType(OpenStackException.class, () -> client.compute().flavors());
        assertThat(refused.kind()).isEqualTo(Kind.AUTH);
        assertThat(refused)
                .hasMessageContaining("Reference token could not be introspected")
                .message()
                .doesNotContain(forged, "<");
    }

    @Test
    void keysAreCachedAndFetchedAgainWhenTheIssuerHasANewOne() {
        assertThat(login("arcipelago", site.issuer.token("alice", "astro")).statusCode())
                .isEqualTo(201);
        assertThat(login("arcipelago", site.issuer.token("alice", "astro")).statusCode())
                .isEqualTo(201);
        assertThat(site.issuer.fetches()).isEqualTo(1);
        site.issuer.rotate();
        assertThat(login("arcipelago", site.issuer.token("alice", "astro")).statusCode())
                .isEqualTo(201);
        assertThat(site.issuer.fetches()).isEqualTo(2);
    }
}
