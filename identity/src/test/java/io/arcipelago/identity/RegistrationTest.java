package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.PeopleClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SmtpSink;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RegistrationTest {

    private static final SmtpSink sink = SmtpSink.start();
    private static final Provider provider =
            Provider.start(
                    sink.settings(
                            "arcipelago.identity.registration.default-groups=astro",
                            "arcipelago.identity.registration.notify-addresses=desk@iam.example"));

    private final PeopleClient api = new PeopleClient(provider);

    @AfterAll
    static void stop() {
        provider.close();
        sink.close();
    }

    @BeforeEach
    void forgetCounts() {
        provider.clock().advance(Duration.ofHours(2));
    }

    @Test
    void personComesInByRequestConfirmationAndApproval() {
        JsonNode request = create("dora", "dora@iam.example");
        assertThat(request.path("status").asString()).isEqualTo("NEW");
        assertThat(request.has("accountId")).isFalse();
        assertThat(Browser.location(new Browser(provider).signIn("dora", "anything at all")))
                .as("a new request is no account")
                .endsWith("notice=refused");

        SmtpSink.Mail mail = sink.await("dora@iam.example", 1);
        HttpResponse<String> page = api.get(path(mail.link()), "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(status(request)).as("opening the link confirms nothing").isEqualTo("NEW");

        Map<String, String> form = Browser.hiddenFields(page.body());
        HttpResponse<String> confirmed =
                new Browser(provider)
                        .post("/identity/registration/verify", form, "Accept", "text/html");
        assertThat(confirmed.body()).contains("Mail address confirmed");
        assertThat(status(request)).isEqualTo("CONFIRMED");
        assertThat(sink.await("desk@iam.example", 1).body()).contains("dora (Dora Rossi");
        assertThat(verify(mail.token()).statusCode()).as("the token works once").isEqualTo(404);

        HttpResponse<String> approved = decide("approve/" + uuid(request), "");
        assertThat(approved.statusCode()).isEqualTo(200);
        assertThat(TestClient.json(approved).path("status").asString()).isEqualTo("APPROVED");
        assertThat(TestClient.json(approved).path("accountId").asString()).hasSize(36);
        assertThat(sink.await("dora@iam.example", 2).link()).contains("/password?token=");
        assertThat(groups("dora")).containsExactly("astro");
        assertThat(labels("dora")).containsExactly("hr/department=physics");
        assertThat(decide("approve/" + uuid(request), "").statusCode()).isEqualTo(400);
        assertThat(decide("reject/" + uuid(request), "").body())
                .contains("\"error\"", "from APPROVED to REJECTED");
    }

    @Test
    void answerTellsNothingAboutMailAddresses() {
        HttpResponse<String> taken = post("carlo", "ALICE@arcipelago.example");
        HttpResponse<String> free = post("marta", "marta@iam.example");
        assertThat(taken.statusCode()).isEqualTo(free.statusCode()).isEqualTo(200);
        assertThat(new TreeMap<>(fields(taken)).keySet()).isEqualTo(fields(free).keySet());
        assertThat(TestClient.json(taken).path("email").asString())
                .isEqualTo("ALICE@arcipelago.example");
        assertThat(sink.await("ALICE@arcipelago.example", 1).subject())
                .isEqualTo("You have an account already");
        assertThat(api.get("/identity/registration/username-available/carlo", "").body())
                .as("the user name is reserved as in any other case")
                .isEqualTo("false");
        assertThat(
                        api.get(
                                        "/identity/registration/email-available/alice@arcipelago.example",
                                        "")
                                .body())
                .isEqualTo("true");
        assertThat(pending().toString()).contains("marta").doesNotContain("carlo");
        assertThat(decide("approve/" + uuid(TestClient.json(taken)), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void usernameOfAnAccountOrAnOpenRequestIsRefused() {
        assertThat(post("alice", "other@iam.example").body())
                .contains("\"error\"", "Invalid registration request", "alice is taken");
        create("enzo", "enzo@iam.example");
        assertThat(post("ENZO", "other@iam.example").statusCode()).isEqualTo(400);
        assertThat(api.get("/identity/registration/username-available/bruno", "").body())
                .isEqualTo("false");
        assertThat(api.get("/identity/registration/username-available/newcomer", "").body())
                .isEqualTo("true");
    }

    @Test
    void badFieldsAreNamed() {
        assertThat(post("x", "x@iam.example").body()).contains("username");
        assertThat(post("good-name", "no address").body()).contains("email");
        HttpResponse<String> name =
                api.post(
                        "/identity/registration/create",
                        Map.of("username", "good-name", "email", "a@b.example", "givenname", "A"),
                        "");
        assertThat(name.statusCode()).isEqualTo(400);
        assertThat(name.body()).contains("givenname");
        assertThat(api.post("/identity/registration/create", "not an object", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void requestsFromOneAddressAreBounded() {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            answers.add(post("flood" + i, "flood" + i + "@iam.example").statusCode());
        }
        assertThat(answers.subList(0, 10)).containsOnly(200);
        assertThat(answers.getLast()).isEqualTo(429);
    }

    @Test
    void oneMailboxIsNotFilledByOthers() {
        for (int i = 0; i < 5; i++) {
            assertThat(post("pester" + i, "victim@iam.example").statusCode()).isEqualTo(200);
        }
        create("marker", "marker@iam.example");
        sink.await("marker@iam.example", 1);
        assertThat(sink.to("victim@iam.example")).hasSize(3);
    }

    @Test
    void rejectionTellsWhyWhereverTheMotivationIsWritten() {
        JsonNode byQuery = create("gino", "gino@iam.example");
        JsonNode byBody = create("lina", "lina@iam.example");
        JsonNode silent = create("mute", "mute@iam.example");
        assertThat(
                        decide("reject/" + uuid(byQuery) + "?motivation=not%20a%20member", "")
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        decide("reject/" + uuid(byBody), Map.of("motivation", "unknown person"))
                                .statusCode())
                .isEqualTo(200);
        assertThat(decide("reject/" + uuid(silent) + "?doNotSendEmail=true", "").statusCode())
                .isEqualTo(200);
        assertThat(sink.await("gino@iam.example", 2).body()).contains("not a member");
        assertThat(sink.await("lina@iam.example", 2).body()).contains("unknown person");
        assertThat(verify(sink.await("mute@iam.example", 1).token()).statusCode()).isEqualTo(404);
        assertThat(sink.to("mute@iam.example")).hasSize(1);
        assertThat(status(byQuery)).isEqualTo("REJECTED");
        // The name is free again.
        assertThat(post("gino", "gino2@iam.example").statusCode()).isEqualTo(200);
    }

    @Test
    void unconfirmedRequestIsDroppedInTime() {
        create("slow", "slow@iam.example");
        SmtpSink.Mail mail = sink.await("slow@iam.example", 1);
        provider.clock().advance(Duration.ofDays(8));
        assertThat(verify(mail.token()).statusCode()).isEqualTo(404);
        assertThat(post("slow", "slow@iam.example").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheScopeDecidesWhoDecides() {
        String uuid = uuid(create("hugo", "hugo@iam.example"));
        String plainAdmin = api.token("carla", "openid");
        String reader = api.token("carla", "openid registration:read");
        String alice =
                api.token("alice", "openid registration:read registration:write iam:admin.write");
        for (String token : List.of(plainAdmin, alice)) {
            assertThat(api.get("/identity/registration/list", token).statusCode()).isEqualTo(403);
            assertThat(api.get("/identity/registration/list/pending", token).statusCode())
                    .isEqualTo(403);
        }
        for (String token : List.of(plainAdmin, alice, reader)) {
            for (String what : List.of("approve/", "reject/")) {
                assertThat(
                                api.post("/identity/registration/" + what + uuid, Map.of(), token)
                                        .statusCode())
                        .isEqualTo(403);
            }
        }
        for (String path : List.of("list", "list/pending")) {
            assertThat(api.get("/identity/registration/" + path, "").statusCode()).isEqualTo(401);
        }
        assertThat(api.post("/identity/registration/approve/" + uuid, Map.of(), "").statusCode())
                .isEqualTo(401);
        assertThat(api.post("/identity/registration/reject/" + uuid, Map.of(), "").statusCode())
                .isEqualTo(401);
        assertThat(api.get("/identity/registration/list?status=NEW", reader).body())
                .contains("hugo");
    }

    @Test
    void configTellsTheForm() {
        JsonNode config = TestClient.json(api.get("/identity/registration/config", ""));
        assertThat(config.path("requireExternalAuthentication").asBoolean()).isFalse();
        assertThat(config.path("fields").path("notes").path("fieldBehaviour").asString())
                .isEqualTo("optional");
    }

    @Test
    void tokensAreStoredAsDigestsAndStayOutOfEvents() {
        create("quiet", "quiet@iam.example");
        String token = sink.await("quiet@iam.example", 1).token();
        String rows =
                provider.bean(JdbcClient.class)
                        .sql("select string_agg(r::text, ',') from identity.registration_request r")
                        .query(String.class)
                        .single();
        assertThat(rows).contains(Secrets.digest(token)).doesNotContain(token);
        assertThat(provider.events().all().toString()).doesNotContain(token, "quiet@iam.example");
        assertThat(provider.events().all())
                .anyMatch(event -> event.type().endsWith("registration.requested.v1"));
    }

    private JsonNode create(String username, String email) {
        HttpResponse<String> response = post(username, email);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    private HttpResponse<String> post(String username, String email) {
        return api.post(
                "/identity/registration/create",
                Map.of(
                        "username",
                        username,
                        "givenname",
                        "Dora",
                        "familyname",
                        "Rossi",
                        "email",
                        email,
                        "notes",
                        "I study stars",
                        "labels",
                        List.of(
                                Map.of(
                                        "prefix", "hr",
                                        "name", "department",
                                        "value", "physics"))),
                "");
    }

    private HttpResponse<String> verify(String token) {
        return new Browser(provider)
                .post(
                        "/identity/registration/verify",
                        Map.of("token", token),
                        "Accept",
                        "application/json");
    }

    private HttpResponse<String> decide(String what, Object body) {
        return api.post(
                "/identity/registration/" + what,
                body,
                api.token("carla", "openid registration:write"));
    }

    private JsonNode pending() {
        return TestClient.json(
                api.get(
                        "/identity/registration/list/pending",
                        api.token("carla", "openid iam:admin.read")));
    }

    private String status(JsonNode request) {
        return provider.bean(JdbcClient.class)
                .sql("select status from identity.registration_request where id = :id::uuid")
                .param("id", uuid(request))
                .query(String.class)
                .single();
    }

    private List<String> groups(String username) {
        return texts(
                """
                select g.name from identity.membership m
                  join identity.user_group g on g.id = m.group_id
                  join identity.account a on a.id = m.account_id
                 where a.username = :username
                """,
                username);
    }

    private List<String> labels(String username) {
        return texts(
                """
                select l.prefix || '/' || l.name || '=' || l.value
                  from identity.account_label l
                  join identity.account a on a.id = l.account_id
                 where a.username = :username
                """,
                username);
    }

    private List<String> texts(String sql, String username) {
        return provider.bean(JdbcClient.class)
                .sql(sql)
                .param("username", username)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String uuid(JsonNode request) {
        return request.path("uuid").asString();
    }

    private static Map<String, String> fields(HttpResponse<String> response) {
        Map<String, String> fields = new TreeMap<>();
        TestClient.json(response).properties().forEach(e -> fields.put(e.getKey(), ""));
        return fields;
    }

    private static String path(String link) {
        return link.substring(provider.publicUrl().length());
    }
}
