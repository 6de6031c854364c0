package io.arcipelago.identity.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.OidcIdentity;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A provider that lies, or somebody who stands between it and the browser. */
class HostileProviderTest {

    private static final String SUBJECT = "person-1";

    private final UpstreamScene scene = UpstreamScene.shared();
    private final Provider local = scene.local;
    private final FakeProvider fake = scene.fake;

    @BeforeEach
    void linkAlice() {
        scene.forgetCounts();
        local.bean(LinkedIdentities.class)
                .link(alice(), new OidcIdentity(fake.issuer(), SUBJECT), "test");
    }

    @AfterEach
    void unlinkAll() {
        local.bean(JdbcClient.class).sql("delete from identity.oidc_identity").update();
        fake.announce(fake.issuer());
    }

    @Test
    void goodAnswerSignsIn() {
        assertSignedIn(comeBack(claims -> fake.signed(claims.build())));
        assertThat(fake.forms().getLast())
                .contains(
                        "code_verifier=", "client_id=arcipelago", "grant_type=authorization_code");
    }

    @Test
    void requestCarriesStateNonceAndChallenge() {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", local.issuer() + "/openid_connect_login/fake");
        assertThat(query.get("state")).hasSize(43);
        assertThat(query.get("nonce")).hasSize(43).isNotEqualTo(value(query, "state"));
    }

    @Test
    void wrongClaimsAreRefused() {
        assertRefused(
                comeBack(claims -> fake.signed(claims.issuer("https://evil.example").build())));
        assertRefused(comeBack(claims -> fake.signed(claims.claim("nonce", "another").build())));
        assertRefused(comeBack(claims -> fake.signed(claims.claim("nonce", null).build())));
        assertRefused(comeBack(claims -> fake.signed(claims.audience("another").build())));
        assertRefused(
                comeBack(claims ->
                        fake.signed(
                                claims.audience(List.of(FakeProvider.CLIENT, "another")).build())));
        assertRefused(comeBack(claims -> fake.signed(claims.claim("azp", "another").build())));
        assertRefused(comeBack(claims -> fake.signed(claims.expirationTime(at(-120)).build())));
        assertRefused(comeBack(claims -> fake.signed(claims.expirationTime(null).build())));
        assertRefused(comeBack(claims -> fake.signed(claims.issueTime(at(600)).build())));
        assertRefused(comeBack(claims -> fake.signed(claims.subject(null).build())));
    }

    @Test
    void unsignedAndWronglySignedTokensAreRefused() {
        assertRefused(comeBack(claims -> new PlainJWT(claims.build()).serialize()));
        assertRefused(
                comeBack(claims -> FakeProvider.signed(claims.build(), FakeProvider.newKey())));
        assertRefused(comeBack(claims -> withPublicKeyAsSecret(claims.build())));
        assertRefused(comeBack(claims -> "no.token.atall"));
    }

    @Test
    void newKeyOfTheProviderIsFetched() {
        assertSignedIn(comeBack(claims -> fake.signed(claims.build())));
        fake.rotate();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertSignedIn(comeBack(claims -> fake.signed(claims.build()))));
    }

    @Test
    void subjectOfAnotherProviderIsSomebodyElse() {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, scene.other.issuer()));
        scene.other.give(
                scene.other.signed(
                        claims(value(query, "nonce")).issuer(scene.other.issuer()).build()));
        HttpResponse<String> back =
                answer(browser, "other", value(query, "state"), scene.other.issuer());
        assertThat(Browser.location(back)).isEqualTo("/identity/external");
        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    void answerOfOneProviderIsNotTakenForAnothers() {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        fake.give(fake.signed(claims(value(query, "nonce")).build()));
        // The state was made for the other redirect URI.
        assertRefused(
                new Attempt(
                        browser,
                        answer(browser, "other", value(query, "state"), scene.other.issuer())));
        query = Browser.query(scene.begin(browser, fake.issuer()));
        assertRefused(
                new Attempt(
                        browser,
                        answer(browser, "fake", value(query, "state"), scene.other.issuer())));
        query = Browser.query(scene.begin(browser, fake.issuer()));
        HttpResponse<String> silent =
                browser.get(
                        "/identity/openid_connect_login/fake?code=c&state="
                                + value(query, "state"));
        assertRefused(new Attempt(browser, silent));
    }

    @Test
    void stateCountsOnceAndInItsSessionAlone() {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        fake.give(fake.signed(claims(value(query, "nonce")).build()));
        Browser victim = new Browser(local);
        victim.get("/identity/login");
        assertRefused(
                new Attempt(victim, answer(victim, "fake", value(query, "state"), fake.issuer())));
        assertSignedIn(
                new Attempt(
                        browser, answer(browser, "fake", value(query, "state"), fake.issuer())));
        assertThat(answer(browser, "fake", value(query, "state"), fake.issuer()).statusCode())
                .isEqualTo(400);
        Map<String, String> late = Browser.query(scene.begin(victim, fake.issuer()));
        local.clock().advance(Duration.ofMinutes(11));
        fake.give(fake.signed(claims(value(late, "nonce")).build()));
        assertRefused(
                new Attempt(victim, answer(victim, "fake", value(late, "state"), fake.issuer())));
    }

    @Test
    void wordsOfTheProviderAreNeverShown() {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        HttpResponse<String> denied =
                browser.get(
                        "/identity/openid_connect_login/fake?error=access_denied"
                                + "&error_description=%3Cscript%3Eboo%3C/script%3E&iss="
                                + fake.issuer()
                                + "&state="
                                + value(query, "state"));
        assertThat(denied.statusCode()).isEqualTo(400);
        assertThat(denied.body()).contains("you cancelled the sign-in").doesNotContain("boo");
        Attempt broken = comeBack(claims -> "");
        assertThat(broken.answer().statusCode()).isEqualTo(400);
        assertThat(broken.answer().body())
                .contains("did not answer as it should")
                .doesNotContain("internals");
    }

    @Test
    void metadataOfAnotherIssuerAreRefused() {
        fake.announce("https://another.example");
        local.clock().advance(Duration.ofHours(2));
        try (FakeProvider stranger = new FakeProvider()) {
            HttpResponse<String> unknown =
                    new Browser(local)
                            .get(
                                    "/identity/openid_connect_login?iss="
                                            + URLEncoder.encode(
                                                    stranger.issuer(), StandardCharsets.UTF_8));
            assertThat(unknown.statusCode()).isEqualTo(404);
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        UpstreamMetadata.of(
                                "https://idp.example",
                                tools.jackson.databind.json.JsonMapper.shared()
                                        .readTree("{\"issuer\":\"https://evil.example\"}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoFactorsAtTheProviderCountHere() {
        TestClient dashboard = TestClient.dashboard(local);
        String verifier = Secrets.random();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        Browser browser = dashboard.browser();
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        fake.give(
                fake.signed(
                        claims(value(query, "nonce"))
                                .claim("acr", "https://refeds.org/profile/mfa")
                                .build()));
        HttpResponse<String> back = answer(browser, "fake", value(query, "state"), fake.issuer());
        String code =
                String.valueOf(
                        Browser.query(Browser.location(browser.get(Browser.location(back))))
                                .get("code"));
        var claims =
                TestClient.claims(
                        TestClient.json(dashboard.exchangeCode(code, verifier))
                                .path("id_token")
                                .asString());
        assertThat(claims.getClaim("acr")).isEqualTo("https://refeds.org/profile/mfa");
    }

    @Test
    void onlyATrustedAcrSparesTheSecondFactor() {
        String mfa = "https://refeds.org/profile/mfa";
        local.bean(LinkedIdentities.class)
                .link(alice(), new OidcIdentity(scene.other.issuer(), SUBJECT), "test");
        scene.app(alice(), true);
        try {
            Attempt one = comeBack(claims -> fake.signed(claims.build()));
            assertThat(Browser.location(one.answer())).isEqualTo("/identity/factor");
            assertThat(signedIn(one.browser())).isFalse();
            assertSignedIn(comeBack(claims -> fake.signed(claims.claim("acr", mfa).build())));
            Browser browser = new Browser(local);
            Map<String, String> query = Browser.query(scene.begin(browser, scene.other.issuer()));
            scene.other.give(
                    scene.other.signed(
                            claims(value(query, "nonce"))
                                    .issuer(scene.other.issuer())
                                    .claim("acr", mfa)
                                    .build()));
            HttpResponse<String> untrusted =
                    answer(browser, "other", value(query, "state"), scene.other.issuer());
            assertThat(Browser.location(untrusted)).isEqualTo("/identity/factor");
            assertThat(signedIn(browser)).isFalse();
        } finally {
            scene.app(alice(), false);
        }
    }

    @Test
    void oversizedAnswerIsNotRead() {
        Attempt large = comeBack(claims -> "x".repeat(300 * 1024));
        assertRefused(large);
        assertThat(large.answer().body()).contains("did not answer as it should");
    }

    private record Attempt(Browser browser, HttpResponse<String> answer) {}

    private interface Answer {
        String of(JWTClaimsSet.Builder goodClaims);
    }

    private Attempt comeBack(Answer token) {
        Browser browser = new Browser(local);
        Map<String, String> query = Browser.query(scene.begin(browser, fake.issuer()));
        fake.give(token.of(claims(value(query, "nonce"))));
        return new Attempt(browser, answer(browser, "fake", value(query, "state"), fake.issuer()));
    }

    private static HttpResponse<String> answer(
            Browser browser, String provider, String state, String issuer) {
        return browser.get(
                "/identity/openid_connect_login/"
                        + provider
                        + "?code=c&state="
                        + state
                        + "&iss="
                        + URLEncoder.encode(issuer, StandardCharsets.UTF_8));
    }

    private static String value(Map<String, String> query, String name) {
        return query.getOrDefault(name, "");
    }

    private JWTClaimsSet.Builder claims(String nonce) {
        return new JWTClaimsSet.Builder()
                .issuer(fake.issuer())
                .subject(SUBJECT)
                .audience(FakeProvider.CLIENT)
                .claim("nonce", nonce)
                .issueTime(at(0))
                .expirationTime(at(300));
    }

    private Date at(long secondsFromNow) {
        return Date.from(local.clock().instant().plusSeconds(secondsFromNow));
    }

    /** Key confusion: the public key, which everybody knows, as the secret of an HMAC. */
    private String withPublicKeyAsSecret(JWTClaimsSet claims) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .keyID(fake.key().getKeyID())
                                    .build(),
                            claims);
            token.sign(new MACSigner(fake.key().toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertSignedIn(Attempt attempt) {
        assertThat(attempt.answer().statusCode()).as(attempt.answer().body()).isEqualTo(302);
        assertThat(signedIn(attempt.browser())).isTrue();
    }

    private void assertRefused(Attempt attempt) {
        assertThat(attempt.answer().statusCode()).isEqualTo(400);
        assertThat(attempt.answer().body()).contains("Sign in failed");
        assertThat(signedIn(attempt.browser())).isFalse();
    }

    private boolean signedIn(Browser browser) {
        TestClient client =
                new TestClient(local, browser, "dashboard", "", local.publicUrl() + "/ui/callback");
        HttpResponse<String> answer =
                client.authorize(client.signInRequest("openid", Secrets.random()));
        return Browser.query(Browser.location(answer)).containsKey("code");
    }

    private AccountId alice() {
        return local.bean(Accounts.class).credentials("alice").orElseThrow().id();
    }
}
