package io.arcipelago.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.cli.ContractServer;
import io.arcipelago.cli.ContractServer.Answer;
import io.arcipelago.cli.TestTerminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTest {

    @TempDir Path home;

    private final ContractServer server = new ContractServer();
    private TestTerminal terminal;

    @BeforeEach
    void script() {
        terminal = new TestTerminal(home).variable("ARCIPELAGO_URL", server.url().toString());
        server.on(
                "GET /identity/v1/me",
                Answer.json(
                        """
                        {"id":"1","username":"alice","name":"Alice Moretti","email":"a@x.org",
                         "active":true,"groups":["astro"]}
                        """));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void signsInThroughTheFormAndKeepsTheSignIn() throws IOException {
        int code = terminal.types(ContractServer.PASSWORD).run("login", "--username", "alice");

        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(terminal.out()).contains("Alice Moretti (alice)");
        assertThat(terminal.run("whoami")).isZero();
        assertThat(terminal.out()).contains("groups").contains("astro");
        Path file = home.resolve(".config/arcipelago/sessions.json");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(Files.readString(file)).doesNotContain(ContractServer.PASSWORD);
    }

    @Test
    void theOutputNeverShowsPasswordOrTokens() {
        terminal.variable("ARCIPELAGO_PASSWORD", ContractServer.PASSWORD);
        terminal.run("login", "--username", "alice", "--json");

        assertThat(terminal.out() + terminal.err())
                .contains("alice")
                .doesNotContain(ContractServer.PASSWORD)
                .doesNotContain("access-1")
                .doesNotContain("refresh-1");
    }

    @Test
    void aWrongPasswordEndsWithThePagesWordsAndTheCodeForNotSignedIn() {
        int code = terminal.types("wrong").run("login", "--username", "alice");

        assertThat(code).isEqualTo(3);
        assertThat(terminal.err()).contains("Not right, wait a bit.").doesNotContain("wrong\"");
        assertThat(server.received("POST /identity/login")).hasSize(1);
        assertThat(server.received("POST /identity/token")).isEmpty();
    }

    @Test
    void withoutTerminalOrFileThePasswordIsAskedForInVain() {
        assertThat(terminal.run("login", "--username", "alice")).isEqualTo(2);
        assertThat(terminal.err()).contains("--password-file").contains("ARCIPELAGO_PASSWORD");
    }

    @Test
    void signsInWithABrowserThatComesBackToALoopbackPort() {
        List<Integer> answers = new CopyOnWriteArrayList<>();
        terminal.browser(address -> {
            Thread.ofVirtual().start(() -> browse(address, answers));
            return true;
        });

        int code = terminal.run("login");

        assertThat(terminal.err()).contains("code_challenge_method=S256");
        assertThat(code).isZero();
        assertThat(terminal.run("whoami")).isZero();
    }

    @Test
    void anAnswerWithAnotherStateDoesNotEndTheWait() {
        List<Integer> answers = new CopyOnWriteArrayList<>();
        terminal.browser(address -> {
            Thread.ofVirtual()
                    .start(() -> {
                        String redirect =
                                SignIn.parameters(URI.create(address)).get("redirect_uri");
                        answers.add(get(URI.create(redirect + "?code=theirs&state=theirs")));
                        browse(address, answers);
                    });
            return true;
        });

        assertThat(terminal.run("login")).isZero();
        assertThat(answers.getFirst()).isEqualTo(400);
    }

    @Test
    void whoNeverComesBackIsNotSignedIn() {
        assertThat(terminal.run("login", "--no-browser", "--patience", "0")).isEqualTo(3);
        assertThat(terminal.err()).contains(server.url() + "/identity/authorize?");
    }

    /** What a person with a browser does, cookies included. */
    private static void browse(String address, List<Integer> answers) {
        SignIn.Request request = request(address);
        URI end =
                new FormVisitor("alice", ContractServer.PASSWORD, request.redirectUri())
                        .visit(request);
        answers.add(get(end));
    }

    private static SignIn.Request request(String address) {
        URI uri = URI.create(address);
        URI issuer = uri.resolve("/identity");
        Map<String, String> parameters = SignIn.parameters(uri);
        return new SignIn.Request(
                new Provider(issuer, issuer, issuer, issuer),
                uri,
                parameters.getOrDefault("state", ""),
                parameters.getOrDefault("redirect_uri", ""));
    }

    private static int get(URI uri) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheNewOneKept() {
        terminal.types(ContractServer.PASSWORD).run("login", "--username", "alice");
        server.forgetTokens();

        assertThat(terminal.run("whoami")).isZero();
        assertThat(terminal.run("whoami")).isZero();
        assertThat(server.received("POST /identity/token")).hasSize(2);
    }

    @Test
    void logoutRevokesAndForgets() {
        terminal.types(ContractServer.PASSWORD).run("login", "--username", "alice");

        assertThat(terminal.run("logout")).isZero();
        assertThat(server.received("POST /identity/revoke"))
                .singleElement()
                .satisfies(it -> assertThat(it.body()).contains("token=refresh-1"));
        assertThat(terminal.run("whoami")).isEqualTo(3);
        assertThat(terminal.err()).contains("arcipelago login");
    }

    @Test
    void logoutForgetsTheSignInAlsoWhenNothingAnswers() {
        terminal.types(ContractServer.PASSWORD).run("login", "--username", "alice");
        server.close();

        assertThat(terminal.run("logout")).isEqualTo(1);
        assertThat(terminal.run("logout")).isZero();
        assertThat(terminal.out()).contains("Nobody was signed in");
    }

    @Test
    void theDataDirectorySaysWhichInstallationIsMeant() throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        assertThat(terminal.run("whoami", "--data", data.toString())).isEqualTo(2);

        Files.writeString(data.resolve("port"), server.url().getPort() + "\n");
        terminal.variable("ARCIPELAGO_URL", "http://localhost:1");
        terminal.types(ContractServer.PASSWORD);
        assertThat(terminal.run("login", "--username", "alice", "--data", data.toString()))
                .isZero();
    }

    @Test
    void aWrongAddressIsWrongUsage() {
        assertThat(terminal.run("--url", "localhost:8800", "whoami")).isEqualTo(2);
        assertThat(terminal.err()).contains("http://localhost:8800");
    }
}
