package io.arcipelago.identity.upstream;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second instance of our own provider as the upstream, two fake ones, and the one under test. */
final class UpstreamScene {

    private static final UpstreamScene SHARED = new UpstreamScene();

    final Provider home =
            Provider.start(
                    "arcipelago.identity.linking.enabled=false",
                    "arcipelago.identity.registration.require-external-authentication=true");
    final FakeProvider fake = new FakeProvider();
    final FakeProvider other = new FakeProvider();
    final Provider local;

    private UpstreamScene() {
        String secret = Secrets.random();
        String prefix = "arcipelago.identity.upstream.providers.";
        local =
                Provider.start(
                        prefix + "home.issuer=" + home.issuer(),
                        prefix + "home.client-id=collaboration",
                        prefix + "home.client-secret=" + secret,
                        prefix + "home.name=Home <b>University</b>",
                        prefix + "fake.issuer=" + fake.issuer(),
                        prefix + "fake.client-id=" + FakeProvider.CLIENT,
                        prefix + "other.issuer=" + other.issuer(),
                        prefix + "other.client-id=" + FakeProvider.CLIENT,
                        prefix + "other.trust-acr=false",
                        "arcipelago.identity.registration.fields.email.read-only=true",
                        "arcipelago.identity.registration.per-address=1000");
        home.bean(Clients.class)
                .save(
                        new Client(
                                "collaboration",
                                "The collaboration",
                                Optional.of(Secrets.digest(secret)),
                                Set.of(local.issuer() + "/openid_connect_login/home"),
                                Set.of(),
                                Set.of("authorization_code"),
                                Set.of("openid", "profile", "email"),
                                Set.of(),
                                true,
                                true,
                                false,
                                Client.ExchangePolicy.none(),
                                Duration.ofHours(1),
                                Duration.ofDays(30),
                                true,
                                true),
                        home.clock().instant());
    }

    static UpstreamScene shared() {
        return SHARED;
    }

    /** Lets counts of public routes run out, and gives both services one time. */
    void forgetCounts() {
        local.clock().advance(Duration.ofHours(1));
        home.clock().advance(Duration.between(home.clock().instant(), local.clock().instant()));
    }

    /** Where a sign-in at the provider of this issuer leads the browser. */
    String begin(Browser browser, String issuer) {
        HttpResponse<String> start =
                browser.get(
                        "/identity/openid_connect_login?iss="
                                + URLEncoder.encode(issuer, StandardCharsets.UTF_8));
        if (start.statusCode() != 302) {
            throw new AssertionError(start + start.body());
        }
        return Browser.location(start);
    }

    /** Signs in at the upstream and brings its answer back to the browser. */
    HttpResponse<String> signInAtHome(Browser browser, String username) {
        return comeBack(browser, begin(browser, home.issuer()), username);
    }

    /** Follows an authorization request at the upstream, and its answer. */
    HttpResponse<String> comeBack(Browser browser, String request, String username) {
        return browser.get(answerOfHome(request, username));
    }

    /** The address with which the upstream sends the browser back. */
    String answerOfHome(String request, String username) {
        Browser there = new Browser(home);
        there.get(request);
        HttpResponse<String> signedIn = there.signIn(username, Provider.PASSWORD);
        HttpResponse<String> answer = there.get(Browser.location(signedIn));
        if (!Browser.location(answer).startsWith(local.issuer())) {
            throw new AssertionError(answer + answer.body());
        }
        return Browser.location(answer);
    }

    /** Links the upstream's person with the local one, through the page. */
    HttpResponse<String> link(Browser signedIn, String usernameAtHome) {
        Map<String, String> form =
                Map.of(
                        "iss",
                        home.issuer(),
                        "_csrf",
                        csrf(signedIn.get("/identity/linking").body()));
        HttpResponse<String> begun = signedIn.post("/identity/iam/account-linking/OIDC", form);
        if (begun.statusCode() != 302) {
            throw new AssertionError(begun + begun.body());
        }
        return comeBack(signedIn, Browser.location(begun), usernameAtHome);
    }

    /** Gives the account an authenticator app, or takes it away again. */
    void app(AccountId account, boolean there) {
        JdbcClient jdbc = local.bean(JdbcClient.class);
        jdbc.sql("delete from identity.authenticator_app where account_id = :account")
                .param("account", account.value())
                .update();
        if (there) {
            jdbc.sql(
                            """
                            insert into identity.authenticator_app
                                   (id, account_id, created_at, enabled_at)
                            values (:account, :account, now(), now())
                            """)
                    .param("account", account.value())
                    .update();
        }
    }

    static String csrf(String page) {
        return Browser.hiddenFields(page).getOrDefault("_csrf", "");
    }
}
