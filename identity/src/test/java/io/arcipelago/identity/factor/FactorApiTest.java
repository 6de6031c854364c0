package io.arcipelago.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.arcipelago.identity.testing.DrivenProvider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class FactorApiTest extends DrivenProvider {

    private static final String APP = "/iam/authenticator-app/";
    private static final String SETTINGS = "/iam/multi-factor-settings";

    @Test
    void appIsSetUpWithAKeyAndItsFirstCode() throws Exception {
        FactorUser user = FactorUser.create(provider);
        TokenClient caller = user.caller();
        assertThat(caller.read(SETTINGS).path("authenticatorAppActive").asBoolean()).isFalse();
        HttpResponse<String> begun = caller.send("PUT", APP + "add-secret", "", "");
        assertThat(begun.statusCode()).isEqualTo(200);
        assertThat(begun.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode setUp = TestClient.json(begun);
        user.useKey(setUp.path("secret").asString());
        assertThat(read(setUp.path("dataUri").asString()))
                .startsWith("otpauth://totp/Arcipelago%3A" + user.username() + "?secret=")
                .contains(setUp.path("secret").asString(), "issuer=Arcipelago");
        assertThat(FactorUser.send(caller, "enable", "000000").statusCode()).isEqualTo(400);
        assertThat(FactorUser.send(caller, "enable", "000000").body())
                .isEqualTo("{\"error\":\"Bad TOTP\"}");
        HttpResponse<String> enabled = FactorUser.send(caller, "enable", user.code());
        assertThat(enabled.statusCode()).isEqualTo(200);
        List<String> codes = FactorUser.strings(TestClient.json(enabled).path("recoveryCodes"));
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes).allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
        for (String path : List.of(SETTINGS, SETTINGS + "/", SETTINGS + "/" + user.id())) {
            JsonNode settings = caller.read(path);
            assertThat(settings.path("authenticatorAppActive").asBoolean()).isTrue();
            assertThat(settings.path("recoveryCodesLeft").asInt()).isEqualTo(10);
        }
        assertThat(mails(user)).containsExactly("MFA_ENABLE");
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.account.factor.enabled.v1");
        assertThat(provider.events().all().toString())
                .doesNotContain(setUp.path("secret").asString())
                .doesNotContain(codes.getFirst());
    }

    @Test
    void codeComesAsFormOrMultipartOrJson() {
        FactorUser user = FactorUser.create(provider);
        TokenClient caller = user.caller();
        JsonNode setUp = TestClient.json(caller.send("PUT", APP + "add-secret", "", ""));
        user.useKey(setUp.path("secret").asString());
        String multipart =
                "--limit\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n"
                        + user.code()
                        + "\r\n--limit--\r\n";
        assertThat(
                        caller.send(
                                        "POST",
                                        APP + "enable",
                                        "multipart/form-data; boundary=limit",
                                        multipart)
                                .statusCode())
                .isEqualTo(200);
        provider.clock().advance(Duration.ofSeconds(30));
        assertThat(caller.post(APP + "disable", "{\"code\":\"" + user.code() + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(caller.post(APP + "disable", "{}").statusCode()).isEqualTo(409);
        assertThat(mails(user)).containsExactly("MFA_ENABLE", "MFA_DISABLE");
    }

    @Test
    void wrongOrderIsAConflict() {
        FactorUser user = FactorUser.create(provider);
        TokenClient caller = user.caller();
        assertThat(FactorUser.send(caller, "enable", "123456").statusCode()).isEqualTo(409);
        assertThat(FactorUser.send(caller, "disable", "123456").statusCode()).isEqualTo(409);
        assertThat(FactorUser.send(caller, "recovery-codes", "123456").statusCode()).isEqualTo(409);
        user.enableApp();
        TokenClient again = strong(user);
        HttpResponse<String> twice = again.send("PUT", APP + "add-secret", "", "");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(FactorUser.send(again, "enable", user.code()).statusCode()).isEqualTo(409);
    }

    @Test
    void stolenTokenSwitchesNothingOffAndAddsNothing() {
        FactorUser user = FactorUser.create(provider);
        TokenClient stolen = user.caller();
        List<String> codes = user.enableApp();
        assertThat(FactorUser.send(stolen, "disable", "").statusCode()).isEqualTo(400);
        assertThat(FactorUser.send(stolen, "disable", "000000").statusCode()).isEqualTo(400);
        assertThat(FactorUser.send(stolen, "recovery-codes", "000000").statusCode()).isEqualTo(400);
        // Its sign-in showed the password alone.
        assertThat(stolen.send("PUT", APP + "add-secret", "", "").statusCode()).isEqualTo(403);
        assertThat(stolen.delete(APP + "reset/" + user.id()).statusCode()).isEqualTo(403);
        assertThat(stolen.read(SETTINGS).path("authenticatorAppActive").asBoolean()).isTrue();
        assertThat(FactorUser.send(stolen, "disable", codes.getFirst()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void delegatedTokenDoesNotTouchFactors() {
        FactorUser user = FactorUser.create(provider);
        TestClient dashboard = TestClient.dashboard(provider);
        String token =
                dashboard
                        .tokens(user.username(), "openid deployments:read")
                        .path("access_token")
                        .asString();
        JsonNode exchanged =
                TestClient.json(
                        TestClient.orchestrator(provider).exchange(token, "deployments:read"));
        assertThat(exchanged.path("access_token").asString(""))
                .as(exchanged.toString())
                .isNotEmpty();
        TokenClient service = new TokenClient(provider, exchanged.path("access_token").asString());
        assertThat(service.send("PUT", APP + "add-secret", "", "").statusCode()).isEqualTo(403);
    }

    @Test
    void othersNeitherSeeNorChangeAnything() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        String mine = SETTINGS + "/" + user.id();
        TokenClient nobody = TokenClient.anonymous(provider);
        for (String path : List.of(SETTINGS, SETTINGS + "/", mine, mine + "/")) {
            assertThat(nobody.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(nobody.send("PUT", APP + "add-secret", "", "").statusCode()).isEqualTo(401);
        for (String what : List.of("enable", "disable", "recovery-codes")) {
            assertThat(FactorUser.send(nobody, what, "123456").statusCode()).isEqualTo(401);
        }
        assertThat(nobody.delete(APP + "reset/" + user.id()).statusCode()).isEqualTo(401);
        assertThat(nobody.delete("/iam/passkeys/" + user.id()).statusCode()).isEqualTo(401);

        TokenClient other = TokenClient.ambitious(provider, "bruno");
        assertThat(other.get(mine).statusCode()).isEqualTo(403);
        assertThat(other.delete(APP + "reset/" + user.id()).statusCode()).isEqualTo(403);
        assertThat(other.delete("/iam/passkeys/" + user.id()).statusCode()).isEqualTo(403);

        TokenClient adminWithoutScope = TokenClient.of(provider, "carla", "openid profile");
        assertThat(adminWithoutScope.get(mine).statusCode()).isEqualTo(403);
        assertThat(adminWithoutScope.delete(APP + "reset/" + user.id()).statusCode())
                .isEqualTo(403);
        assertThat(adminWithoutScope.delete("/iam/passkeys/" + user.id()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void administratorResetsTheAppOfSomebodyElse() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TokenClient admin = TokenClient.administrator(provider);
        assertThat(
                        admin.read(SETTINGS + "/" + user.id())
                                .path("authenticatorAppActive")
                                .asBoolean())
                .isTrue();
        assertThat(admin.delete(APP + "reset/" + user.id()).statusCode()).isEqualTo(200);
        assertThat(mails(user)).containsExactly("MFA_ENABLE", "MFA_DISABLE");
        assertThat(
                        provider.bean(JdbcClient.class)
                                .sql(
                                        """
                                        select count(*) from identity.recovery_code
                                         where account_id = :id
                                        """)
                                .param("id", user.id().value())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(TestClient.dashboard(provider).tokens(user.username(), "openid").has("id_token"))
                .isTrue();
        assertThat(admin.delete(APP + "reset/" + admin.subject()).statusCode()).isEqualTo(403);
        assertThat(admin.delete(APP + "reset/00000000-0000-0000-0000-000000000000").statusCode())
                .isEqualTo(404);
        assertThat(admin.get(SETTINGS + "/00000000-0000-0000-0000-000000000000").statusCode())
                .isEqualTo(404);
    }

    @Test
    void newRecoveryCodesReplaceTheOldOnes() {
        FactorUser user = FactorUser.create(provider);
        List<String> old = user.enableApp();
        TokenClient caller = strong(user);
        HttpResponse<String> answer = FactorUser.send(caller, "recovery-codes", user.code());
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> fresh = FactorUser.strings(TestClient.json(answer).path("recoveryCodes"));
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(old);
        assertThat(FactorUser.send(caller, "disable", old.get(1)).statusCode()).isEqualTo(400);
        assertThat(FactorUser.send(caller, "disable", fresh.get(1)).statusCode()).isEqualTo(200);
    }

    @Test
    void ofParallelUsesOfOneCodeOneSucceeds() throws Exception {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        AuthenticatorApps apps = provider.bean(AuthenticatorApps.class);
        String code = user.code();
        Callable<Boolean> use = () -> apps.use(user.id(), code);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long successes = 0;
            for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(6, use))) {
                successes += result.get() ? 1 : 0;
            }
            assertThat(successes).isEqualTo(1);
        }
        provider.clock().advance(Duration.ofSeconds(30));
        assertThat(apps.use(user.id(), code)).as("still within the drift").isFalse();
        assertThat(apps.use(user.id(), user.code())).isTrue();
    }

    @Test
    void guessingIsSlowedDownForTheAccountAndTheRightCodeMustWaitToo() {
        FactorUser user = FactorUser.create(provider);
        TokenClient caller = user.caller();
        user.enableApp();
        for (int guess = 0; guess < 5; guess++) {
            assertThat(FactorUser.send(caller, "disable", "00000" + guess).statusCode())
                    .isEqualTo(400);
        }
        HttpResponse<String> early = FactorUser.send(caller, "disable", user.code());
        assertThat(early.statusCode()).isEqualTo(429);
        assertThat(TestClient.json(early).path("error").asString()).contains("Too many");
        provider.clock().advance(Duration.ofMinutes(1));
        assertThat(FactorUser.send(caller, "disable", user.code()).statusCode()).isEqualTo(200);
    }

    @Test
    void keyAndCodesAreNotInTheDatabaseInClear() {
        FactorUser user = FactorUser.create(provider);
        TokenClient caller = user.caller();
        JsonNode setUp = TestClient.json(caller.send("PUT", APP + "add-secret", "", ""));
        String key = setUp.path("secret").asString();
        user.useKey(key);
        List<String> codes =
                FactorUser.strings(
                        TestClient.json(FactorUser.send(caller, "enable", user.code()))
                                .path("recoveryCodes"));
        String plain = codes.getFirst().replace("-", "");
        for (String table :
                List.of(
                        "identity.authenticator_app",
                        "identity.recovery_code",
                        "platform.secret",
                        "platform.outbox")) {
            String rows =
                    provider.bean(JdbcClient.class)
                            .sql(
                                    "select coalesce(string_agg(t::text, ' '), '') from "
                                            + table
                                            + " t")
                            .query(String.class)
                            .single();
            assertThat(rows).as(table).doesNotContain(key, plain, codes.getFirst());
        }
    }

    @Test
    void keyOfADeletedAccountIsForgotten() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        jdbc.sql("delete from identity.account where id = :id")
                .param("id", user.id().value())
                .update();
        assertThat(orphans(jdbc)).isEqualTo(1);
        FactorUser.create(provider).enableApp();
        assertThat(orphans(jdbc)).isZero();
    }

    private static int orphans(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from identity.authenticator_app where account_id is null")
                .query(Integer.class)
                .single();
    }

    /** A caller whose sign-in showed both factors. */
    private TokenClient strong(FactorUser user) {
        return new TokenClient(
                provider,
                user.tokensWithApp(TestClient.dashboard(provider), "openid")
                        .path("access_token")
                        .asString());
    }

    private List<String> mails(FactorUser user) {
        return provider.bean(JdbcClient.class)
                .sql(
                        "select kind from identity.mail where recipient = :to order by created_at, kind desc")
                .param("to", user.username() + "@example.org")
                .query((row, number) -> String.valueOf(row.getString("kind")))
                .list();
    }

    /** What a phone reads from the picture. */
    private static String read(String dataUri) throws Exception {
        byte[] png =
                Base64.getDecoder().decode(dataUri.substring("data:image/png;base64,".length()));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels =
                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(
                                        new RGBLuminanceSource(
                                                image.getWidth(), image.getHeight(), pixels))))
                .getText();
    }
}
