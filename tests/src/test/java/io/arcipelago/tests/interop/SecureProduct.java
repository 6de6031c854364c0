package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tests.road.Commands;
import io.arcipelago.tests.road.Product;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product behind a proxy that ends TLS, as people would put it on the web. */
final class SecureProduct implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final TestAuthority authority;
    private final Apache proxy;
    private final Product product;
    private final String url;

    private SecureProduct(
            Path directory, TestAuthority authority, Apache proxy, Product product, String url) {
        this.directory = directory;
        this.authority = authority;
        this.proxy = proxy;
        this.product = product;
        this.url = url;
    }

    /**
     * Starts it.
     *
     * @param settings lines for {@code config/application.properties}
     */
    static SecureProduct start(String... settings) throws IOException {
        Apache.requireInstalled();
        Path directory = Files.createTempDirectory("arcipelago-interop");
        return start(directory, TestAuthority.make(directory), settings);
    }

    /** Starts it in a directory where something that it needs is already. */
    static SecureProduct start(Path directory, TestAuthority authority, String... settings)
            throws IOException {
        int port = Product.freePorts();
        int secure = Product.freePorts();
        Apache proxy = Apache.proxy(directory, authority, secure, port);
        String url = "https://localhost:" + secure;
        try {
            Product product =
                    Product.behindProxy(
                            URI.create(url), port, authority.trustStore(directory), settings);
            return new SecureProduct(directory, authority, proxy, product, url);
        } catch (AssertionError e) {
            proxy.close();
            throw e;
        }
    }

    String issuer() {
        return url + "/identity";
    }

    /** Scheme, host and port. */
    String origin() {
        return url;
    }

    /** Ends the application as a power cut would. */
    void kill() {
        product.kill("app");
    }

    /** Starts what is not running. */
    void up() {
        product.up();
    }

    TestAuthority authority() {
        return authority;
    }

    /** For what a test needs; gone afterwards. */
    Path directory() {
        return directory;
    }

    Visitor visitor() {
        return new Visitor(authority.trust());
    }

    /** Signs in where the page is the sign-in page; answers what comes after it. */
    HttpResponse<String> signIn(Visitor visitor, HttpResponse<String> page, String user) {
        if (!page.body().contains("name=\"password\"")) {
            throw new AssertionError("No sign-in page at " + page.uri() + ":\n" + page.body());
        }
        return visitor.submit(page, Map.of("username", user, "password", product.password(user)));
    }

    String password(String user) {
        return product.password(user);
    }

    /** A client that the administrator has registered. */
    record Registered(String id, String secret) {

        /** The value of an Authorization header (RFC 7617). */
        String basic() {
            return "Basic "
                    + Base64.getEncoder()
                            .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Registers a client as the administrator, who may set everything. */
    Registered register(String registration) {
        try (Visitor carla = visitor()) {
            HttpResponse<String> answer =
                    carla.post(
                            issuer() + "/iam/api/clients",
                            "application/json",
                            registration,
                            "Authorization",
                            "Bearer " + tokens("carla", "iam:admin.write").access());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonNode client = JSON.readTree(answer.body());
            return new Registered(
                    client.path("client_id").asString(), client.path("client_secret").asString(""));
        }
    }

    /** What the token endpoint gives; empty where it gave none. */
    record Tokens(String access, String refresh, String id) {

        static Tokens of(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode body = JSON.readTree(answer.body());
            return new Tokens(
                    body.path("access_token").asString(),
                    body.path("refresh_token").asString(""),
                    body.path("id_token").asString(""));
        }
    }

    /** A person's tokens for the command line. */
    Tokens tokens(String user, String scopes) {
        return tokens(user, "cli", scopes);
    }

    /** A person's tokens for a public client, by the device grant (RFC 8628). */
    Tokens tokens(String user, String client, String scopes) {
        try (Visitor visitor = visitor()) {
            JsonNode codes =
                    JSON.readTree(
                            visitor.form(
                                            issuer() + "/devicecode",
                                            Map.of("client_id", client, "scope", scopes))
                                    .body());
            HttpResponse<String> question =
                    deviceQuestion(visitor, user, codes.path("user_code").asString(""));
            visitor.submit(question, Map.of("decision", "approve"));
            return Tokens.of(
                    visitor.form(
                            issuer() + "/token",
                            Map.of(
                                    "client_id",
                                    client,
                                    "grant_type",
                                    "urn:ietf:params:oauth:grant-type:device_code",
                                    "device_code",
                                    codes.path("device_code").asString(""))));
        }
    }

    /** The page that asks a person about the device that shows this code. */
    HttpResponse<String> deviceQuestion(Visitor visitor, String user, String code) {
        HttpResponse<String> page = signIn(visitor, visitor.open(issuer() + "/device"), user);
        return visitor.submit(page, Map.of("user_code", code));
    }

    @Override
    public void close() {
        try {
            product.close();
        } finally {
            proxy.close();
            Commands.run("rm", "-rf", directory.toString());
        }
    }
}
