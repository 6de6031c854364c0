package io.arcipelago.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import io.arcipelago.platform.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real TLS with real certificates; a second provider stands behind a proxy's headers. */
@EnabledIf("io.arcipelago.identity.certificate.TestAuthority#available")
class CertificateSignInTest {

    private static final int PORT = TestPostgres.freePort();
    private static final TestAuthority people = TestAuthority.create("People CA");
    private static final TestAuthority strangers = TestAuthority.create("Strangers CA");
    private static final TestAuthority servers = TestAuthority.create("Servers CA");
    private static final Path anchors = directory();
    private static final TestAuthority.Issued alice = people.person("alice", "Alice Moretti", 3000);
    private static final Provider provider = start();

    private static Provider start() {
        TestAuthority.Issued server = servers.server();
        copy(people.certificate(), anchors.resolve("0a1b2c3d.0"));
        String prefix = "arcipelago.identity.certificates.";
        return Provider.start(
                prefix + "port=" + PORT,
                prefix + "server-certificate=" + server.certificate(),
                prefix + "server-key=" + server.key(),
                prefix + "trust-anchors=" + anchors,
                prefix + "reload=1m",
                prefix + "proxies=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void forgetCounts() {
        provider.clock().advance(Duration.ofHours(1));
    }

    @AfterEach
    void unlinkAll() {
        provider.bean(JdbcClient.class).sql("delete from identity.x509_certificate").update();
    }

    @Test
    void linkedCertificateSignsIn() {
        link("alice", alice);
        TestClient dashboard = TestClient.dashboard(provider);
        String verifier = Secrets.random();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        Browser browser = dashboard.browser();
        assertThat(browser.get("/identity/login").body()).contains("Sign in with a certificate");
        String before = browser.session();
        HttpResponse<String> back = through(browser, alice);
        assertThat(browser.session()).isNotEqualTo(before);
        String code =
                String.valueOf(
                        Browser.query(Browser.location(browser.get(Browser.location(back))))
                                .get("code"));
        var claims =
                TestClient.claims(
                        TestClient.json(dashboard.exchangeCode(code, verifier))
                                .path("id_token")
                                .asString());
        assertThat(claims.getSubject()).isEqualTo(id("alice").toString());
        assertThat(claims.getClaim("amr")).isEqualTo(List.of("swk"));
    }

    @Test
    void certificateThatCannotBeUsedIsToldWhy() {
        assertThat(page(null)).contains("Your browser sent no certificate");
        assertThat(page(strangers.person("eve", "Alice Moretti", left(30))))
                .contains("not issued by an authority that this service trusts");
        assertThat(
                        page(
                                people.issue(
                                        "host",
                                        "/CN=host.example",
                                        left(30),
                                        "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")))
                .contains("not issued for signing in");
        HttpResponse<String> unlinked = through(new Browser(provider), alice);
        assertThat(unlinked.statusCode()).isEqualTo(403);
        assertThat(unlinked.body())
                .contains("Your certificate is not linked", "CN=Alice Moretti,O=People,DC=example");
        TestAuthority.Issued shortLived = people.person("short", "Short Lived", left(1));
        assertThat(certificateHttp(shortLived, challengeUrl()).statusCode()).isEqualTo(302);
        provider.clock().advance(Duration.ofDays(3));
        assertThat(page(shortLived)).contains("Your certificate has expired");
    }

    @Test
    void revokedCertificateAndOutdatedListAreRefused() {
        TestAuthority authority = TestAuthority.create("Revoking CA");
        copy(authority.certificate(), anchors.resolve("revoking.pem"));
        TestAuthority.Issued good = authority.person("good", "Good Person", left(30));
        TestAuthority.Issued lost = authority.person("lost", "Lost Key", left(30));
        authority.revoke(lost);
        Path list = anchors.resolve("11112222.r0");
        authority.writeRevocationList(list, left(5));
        // Looked at again after the time of the settings, without a restart.
        provider.clock().advance(Duration.ofMinutes(2));
        assertThat(page(lost)).contains("has been revoked");
        assertThat(certificateHttp(good, challengeUrl()).statusCode()).isEqualTo(302);
        provider.clock().advance(Duration.ofDays(7));
        assertThat(page(good)).contains("the revocation list of its authority is out of date");
        assertThat(page(lost)).contains("has been revoked");
    }

    @Test
    void sameNameOfAnotherAuthorityIsSomebodyElse() {
        link("alice", alice);
        TestAuthority second = TestAuthority.create("Second CA");
        copy(second.certificate(), anchors.resolve("second.crt"));
        provider.clock().advance(Duration.ofMinutes(2));
        HttpResponse<String> answer =
                through(new Browser(provider), second.person("twin", "Alice Moretti", left(30)));
        assertThat(answer.body()).contains("Your certificate is not linked");
    }

    @Test
    void ticketIsForTheSessionThatAskedAndForOneUse() {
        link("alice", alice);
        Browser asking = new Browser(provider);
        String page = Browser.location(asking.get("/identity/certificate/start"));
        String done = Browser.location(certificateHttp(alice, page));
        assertThat(done).startsWith(provider.issuer() + "/certificate/done?ticket=");
        Browser other = new Browser(provider);
        other.get("/identity/certificate/start");
        assertThat(other.get(done).statusCode()).isEqualTo(400);
        assertThat(new Browser(provider).get(done).statusCode()).isEqualTo(400);
        assertThat(asking.get(done).statusCode()).isEqualTo(302);
        assertThat(asking.get(done).statusCode()).isEqualTo(400);
        String late = Browser.location(asking.get("/identity/certificate/start"));
        String ticket = Browser.location(certificateHttp(alice, late));
        provider.clock().advance(Duration.ofMinutes(2));
        assertThat(asking.get(ticket).statusCode()).isEqualTo(400);
        assertThat(page.contains("challenge=")).isTrue();
        assertThat(
                        certificateHttp(alice, base() + "/identity/certificate?challenge=x")
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        provider.bean(JdbcClient.class)
                                .sql(
                                        "select count(*) from identity.certificate_ticket"
                                                + " where token_hash = :ticket")
                                .param("ticket", ticket.substring(ticket.indexOf('=') + 1))
                                .query(Long.class)
                                .single())
                .as("tickets are stored as digests")
                .isZero();
    }

    @Test
    void tlsPortServesNothingElse() {
        for (String path :
                List.of(
                        "/",
                        "/identity/login",
                        "/identity/scim/Me",
                        "/actuator/health",
                        "/identity/certificate/start",
                        "/identity/pages/../login")) {
            assertThat(certificateHttp(alice, base() + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(certificateHttp(null, base() + "/identity/pages/style.css").statusCode())
                .isEqualTo(200);
        assertThat(new Browser(provider).get("/identity/certificate").statusCode())
                .as("the main port sees no certificate")
                .isEqualTo(403);
    }

    @Test
    void signedInPersonLinksTheirCertificate() {
        Browser browser = new Browser(provider);
        browser.signIn("bruno", Provider.PASSWORD);
        Map<String, String> form = Browser.hiddenFields(browser.get("/identity/linking").body());
        HttpResponse<String> forged = browser.post("/identity/iam/account-linking/X509", Map.of());
        assertThat(forged.statusCode()).isEqualTo(403);
        HttpResponse<String> begun = browser.post("/identity/iam/account-linking/X509", form);
        HttpResponse<String> back =
                browser.get(Browser.location(certificateHttp(alice, Browser.location(begun))));
        assertThat(Browser.location(back)).endsWith("notice=linked");
        assertThat(identities().certificates(id("bruno"))).hasSize(1);
        assertThat(browser.get("/identity/linking").body()).contains("CN=Alice Moretti");

        Browser carla = new Browser(provider);
        carla.signIn("carla", Provider.PASSWORD);
        HttpResponse<String> second =
                carla.post(
                        "/identity/iam/account-linking/X509",
                        Browser.hiddenFields(carla.get("/identity/linking").body()));
        HttpResponse<String> taken =
                carla.get(Browser.location(certificateHttp(alice, Browser.location(second))));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(identities().certificates(id("carla"))).isEmpty();
    }

    @Test
    void secondFactorIsAskedForAfterTheCertificate() {
        link("bruno", alice);
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        jdbc.sql(
                        """
                        insert into identity.authenticator_app
                               (id, account_id, created_at, enabled_at)
                        values (:account, :account, now(), now())
                        """)
                .param("account", id("bruno").value())
                .update();
        try {
            Browser browser = new Browser(provider);
            assertThat(Browser.location(through(browser, alice))).isEqualTo("/identity/factor");
            assertThat(Browser.location(browser.get("/identity/linking")))
                    .isEqualTo("/identity/login");
        } finally {
            jdbc.sql("delete from identity.authenticator_app").update();
        }
    }

    @Test
    void certificateOfASubordinateAuthorityIsGoodThroughItsChain() {
        TestAuthority below = TestAuthority.below(people, "Subordinate CA");
        TestAuthority.Issued person = below.person("below", "Below Person", left(30));
        assertThat(certificateHttp(person, challengeUrl()).statusCode()).isEqualTo(302);
        TestAuthority.Issued proxy =
                person.signs("proxy", "/DC=example/O=People/CN=Below Person/CN=1234", left(30));
        assertThat(page(proxy)).as("a proxy certificate").contains("it is a proxy certificate");
    }

    @Test
    void suspendedAccountGetsAClearPage() {
        link("bruno", alice);
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        jdbc.sql("update identity.account set active = false where username = 'bruno'").update();
        try {
            HttpResponse<String> answer = through(new Browser(provider), alice);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Your account is suspended");
        } finally {
            jdbc.sql("update identity.account set active = true where username = 'bruno'").update();
        }
    }

    @Test
    void lastWayInStays() {
        link("bruno", alice);
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        TokenClient bruno = TokenClient.of(provider, "bruno", "openid");
        String hash =
                jdbc.sql("select password_hash from identity.account where username = 'bruno'")
                        .query(String.class)
                        .single();
        jdbc.sql("update identity.account set password_hash = null where username = 'bruno'")
                .update();
        try {
            HttpResponse<String> refused =
                    bruno.delete(
                            "/iam/account-linking/X509?certificateSubject="
                                    + encoded("CN=Alice Moretti,O=People,DC=example"));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("the last way to sign in");
            assertThat(identities().certificates(id("bruno"))).hasSize(1);
        } finally {
            jdbc.sql("update identity.account set password_hash = :h where username = 'bruno'")
                    .param("h", hash)
                    .update();
        }
    }

    @Test
    void tokenRemovesACertificateAndNeverAddsOne() {
        TokenClient token = TokenClient.of(provider, "alice", "openid");
        String route = "/identity/iam/account-linking/X509";
        assertThat(token.post("/iam/account-linking/X509", "{}").body())
                .contains("/identity/linking in a browser");
        assertThat(program(alice, base() + route, token.token()).statusCode()).isEqualTo(404);
        assertThat(identities().certificates(id("alice"))).isEmpty();
        link("alice", alice);
        String subject = "?certificateSubject=" + encoded("/DC=example/O=People/CN=Alice Moretti");
        assertThat(
                        TokenClient.of(provider, "bruno", "openid")
                                .delete("/iam/account-linking/X509" + subject)
                                .statusCode())
                .isEqualTo(404);
        assertThat(token.delete("/iam/account-linking/X509" + subject).statusCode()).isEqualTo(204);
        assertThat(identities().certificates(id("alice"))).isEmpty();
    }

    @Test
    void headersCountFromAConfiguredProxyOnly() {
        link("alice", alice);
        String pem = encoded(alice.pem());
        Browser browser = new Browser(provider);
        HttpResponse<String> failed =
                browser.get(
                        "/identity/certificate/start",
                        "X-SSL-Client-Cert",
                        pem,
                        "X-SSL-Verify",
                        "FAILED:expired");
        assertThat(Browser.location(failed)).startsWith(base());
        HttpResponse<String> signedIn =
                browser.get(
                        "/identity/certificate/start",
                        "X-SSL-Client-Cert",
                        pem,
                        "X-SSL-Verify",
                        "SUCCESS");
        assertThat(Browser.location(signedIn)).isEqualTo("/");
        String forged = encoded(strangers.person("forged", "Alice Moretti", left(30)).pem());
        assertThat(
                        new Browser(provider)
                                .get(
                                        "/identity/certificate/start",
                                        "X-SSL-Client-Cert",
                                        forged,
                                        "X-SSL-Verify",
                                        "SUCCESS")
                                .statusCode())
                .as("a proxy does not decide alone")
                .isEqualTo(403);
        assertThat(
                        Browser.location(
                                new Browser(Provider.shared())
                                        .get(
                                                "/identity/certificate/start",
                                                "X-SSL-Client-Cert",
                                                pem,
                                                "X-SSL-Verify",
                                                "SUCCESS")))
                .as("nothing is configured there")
                .isEmpty();
    }

    /** So many days by the driven clock, which other tests have moved on. */
    private static int left(int days) {
        Duration moved = Duration.between(Instant.now(), provider.clock().instant());
        return (int) moved.toDays() + 1 + days;
    }

    private static String page(TestAuthority.@Nullable Issued certificate) {
        HttpResponse<String> response = certificateHttp(certificate, challengeUrl());
        assertThat(response.statusCode()).isEqualTo(403);
        return response.body();
    }

    private static String challengeUrl() {
        return Browser.location(new Browser(provider).get("/identity/certificate/start"));
    }

    /** From the start over the TLS port and back. */
    private static HttpResponse<String> through(Browser browser, TestAuthority.Issued certificate) {
        String page = Browser.location(browser.get("/identity/certificate/start"));
        return browser.get(Browser.location(certificateHttp(certificate, page)));
    }

    private static HttpResponse<String> certificateHttp(
            TestAuthority.@Nullable Issued certificate, String url) {
        return send(certificate, HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static HttpResponse<String> program(
            TestAuthority.Issued certificate, String url, String token) {
        return send(
                certificate,
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private static HttpResponse<String> send(
            TestAuthority.@Nullable Issued certificate, HttpRequest request) {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls(certificate)).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext tls(TestAuthority.@Nullable Issued certificate) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", TestAuthority.read(servers.certificate()));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            if (certificate == null) {
                context.init(null, trust.getTrustManagers(), null);
                return context;
            }
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificate.keyStore(), TestAuthority.Issued.password());
            // Sends its certificate whatever authorities the server names.
            context.init(
                    new javax.net.ssl.KeyManager[] {new Stubborn(keys)},
                    trust.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void link(String username, TestAuthority.Issued certificate) {
        identities()
                .link(id(username), CertificateText.parse(certificate.pem()), "", false, "test");
    }

    private static LinkedIdentities identities() {
        return provider.bean(LinkedIdentities.class);
    }

    private static AccountId id(String username) {
        return provider.bean(Accounts.class).credentials(username).orElseThrow().id();
    }

    private static String base() {
        return "https://localhost:" + PORT;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("anchors-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
