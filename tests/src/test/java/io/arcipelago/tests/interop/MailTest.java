package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tests.road.Product;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People come in, and come back, by mail that another program's mail server has received. */
@Tag("product")
class MailTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DESK = "desk@arcipelago.example";
    private static final String PASSWORD = "first-Tide-9-of-may";

    private static MailServer mail;
    private static SecureProduct product;

    @BeforeAll
    static void start() throws IOException {
        Apache.requireInstalled();
        MailServer.requireInstalled();
        Path directory = Files.createTempDirectory("arcipelago-interop");
        TestAuthority authority = TestAuthority.make(directory);
        int port = Product.freePorts();
        mail = MailServer.of(directory, authority, port);
        product =
                SecureProduct.start(
                        directory,
                        authority,
                        "arcipelago.identity.mail.host=localhost",
                        "arcipelago.identity.mail.port=" + port,
                        "arcipelago.identity.mail.tls=starttls",
                        "arcipelago.identity.mail.ca-file=" + authority.certificate(),
                        "arcipelago.identity.mail.from=noreply@arcipelago.example",
                        "arcipelago.identity.registration.notify-addresses=" + DESK);
    }

    @AfterAll
    static void stop() {
        if (mail != null) {
            mail.close();
        }
        if (product != null) {
            product.close();
        }
    }

    @BeforeEach
    void receive() throws IOException {
        mail.stop();
        mail.start();
    }

    @Test
    void aPersonComesInByRequestConfirmationApprovalAndPassword() {
        String request = ask("dora", "dora@people.example");
        MailServer.Mail confirmation = mail.waitFor("dora@people.example", "Confirm");
        assertThat(confirmation.defects()).isEmpty();
        assertThat(confirmation.from()).contains("noreply@arcipelago.example");
        assertThat(confirmation.link()).startsWith(product.issuer() + "/registration/verify/");

        try (Visitor dora = product.visitor()) {
            // Mail scanners open every link, and some more than once.
            for (int i = 0; i < 3; i++) {
                assertThat(dora.open(confirmation.link()).statusCode()).isEqualTo(200);
            }
            assertThat(status(request)).isEqualTo("NEW");
            HttpResponse<String> confirmed = dora.submit(dora.open(confirmation.link()), Map.of());
            assertThat(confirmed.body()).contains("confirmed");
            assertThat(status(request)).isEqualTo("CONFIRMED");
            assertThat(dora.open(confirmation.link()).statusCode()).isEqualTo(404);
        }
        assertThat(mail.waitFor(DESK, "waits for your decision").text())
                .contains("dora", "dora@people.example");

        approve(request);
        MailServer.Mail ready = mail.waitFor("dora@people.example", "ready");
        choosePassword(ready.link(), PASSWORD);
        assertThat(comesIn("dora", PASSWORD)).isTrue();
    }

    @Test
    void aForgottenPasswordIsChosenAnewByTheLinkAndTheLinkWorksOnce() {
        forget("bruno@arcipelago.example");
        MailServer.Mail reset = mail.waitFor("bruno@arcipelago.example", "new password");
        assertThat(comesIn("bruno", product.password("bruno")))
                .as("until then the old one works")
                .isTrue();

        choosePassword(reset.link(), PASSWORD);

        assertThat(comesIn("bruno", product.password("bruno"))).isFalse();
        assertThat(comesIn("bruno", PASSWORD)).isTrue();
        try (Visitor finder = product.visitor()) {
            assertThat(finder.open(reset.link()).statusCode()).isEqualTo(404);
        }
        assertThat(reset.text()).doesNotContain(PASSWORD);
    }

    @Test
    void mailThatWaitsWhenTheServerDiesArrivesOnce() throws IOException {
        mail.stop();
        String request = ask("emma", "emma@people.example");
        forget("alice@arcipelago.example");

        product.kill();
        mail.start();
        product.up();

        MailServer.Mail confirmation = mail.waitFor("emma@people.example", "Confirm");
        mail.waitFor("alice@arcipelago.example", "new password");
        // A later mail comes after everything that was to be sent before it.
        forget("carla@arcipelago.example");
        mail.waitFor("carla@arcipelago.example", "new password");
        assertThat(mail.to("emma@people.example")).hasSize(1);
        assertThat(mail.to("alice@arcipelago.example")).hasSize(1);
        try (Visitor emma = product.visitor()) {
            emma.submit(emma.open(confirmation.link()), Map.of());
        }
        assertThat(status(request)).isEqualTo("CONFIRMED");
    }

    /** Asks for an account; answers the request's number. */
    private static String ask(String username, String email) {
        try (Visitor person = product.visitor()) {
            HttpResponse<String> answer =
                    person.post(
                            product.issuer() + "/registration/create",
                            "application/json",
                            """
                            {"username": "%s", "givenname": "Dora", "familyname": "Rossi",
                             "email": "%s", "notes": "for the telescope"}
                            """
                                    .formatted(username, email));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body()).path("uuid").asString();
        }
    }

    private static void forget(String email) {
        try (Visitor person = product.visitor()) {
            assertThat(
                            person.form(
                                            product.issuer() + "/password/forgotten",
                                            Map.of("email", email))
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void choosePassword(String link, String password) {
        try (Visitor person = product.visitor()) {
            HttpResponse<String> set =
                    person.submit(
                            person.open(link), Map.of("password", password, "repeated", password));
            assertThat(set.body()).contains("Your password is set");
        }
    }

    private static boolean comesIn(String username, String password) {
        try (Visitor person = product.visitor()) {
            HttpResponse<String> page = person.open(product.issuer() + "/device");
            return person.submit(page, Map.of("username", username, "password", password))
                    .uri()
                    .equals(URI.create(product.issuer() + "/device"));
        }
    }

    private static String status(String request) {
        return desk("/registration/list", false)
                .valueStream()
                .filter(known -> known.path("uuid").asString("").equals(request))
                .map(known -> known.path("status").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static void approve(String request) {
        assertThat(desk("/registration/approve/" + request, true).path("status").asString(""))
                .isEqualTo("APPROVED");
    }

    /** What the person at the desk does, with a token of the right scopes. */
    private static JsonNode desk(String path, boolean change) {
        String token =
                "Bearer "
                        + product.tokens("carla", "registration:read registration:write").access();
        try (Visitor carla = product.visitor()) {
            String url = product.issuer() + path;
            HttpResponse<String> answer =
                    change
                            ? carla.form(url, Map.of(), "Authorization", token)
                            : carla.open(url, "Authorization", token, "Accept", "application/json");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }
}
