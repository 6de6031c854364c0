package io.arcipelago.benchmarks.provider;

import io.arcipelago.identity.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keycloak in production mode, built for PostgreSQL, without a cluster. Its realm has the defaults
 * but for the rotation of refresh tokens; its heap is as large as ours.
 */
final class Keycloak implements Provider {

    private static final String CLIENT = "load";
    private static final String PREFIX = "/realms/load/protocol/openid-connect";
    private static final int PEOPLE = 16;

    private final int port;
    private final Databases.Database database;
    private final ServerProcess server;
    private final String secret;

    private Keycloak(int port, Databases.Database database, ServerProcess server, String secret) {
        this.port = port;
        this.database = database;
        this.server = server;
        this.secret = secret;
    }

    static Keycloak start(Path home, Databases.Database database, int port, Path work)
            throws IOException, InterruptedException {
        String script = home.resolve("bin/kc.sh").toString();
        String admin = Secrets.random();
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx640m");
        environment.put("KC_DB", "postgres");
        environment.put("KC_DB_URL", database.url());
        environment.put("KC_DB_USERNAME", database.username());
        environment.put("KC_DB_PASSWORD", database.password());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", admin);
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", Integer.toString(port));
        environment.put("KC_HOSTNAME", "http://127.0.0.1:" + port);
        environment.put("KC_CACHE", "local");
        Path log = work.resolve("keycloak.out");
        Process build =
                run(List.of(script, "build"), environment, work.resolve("keycloak-build.out"));
        if (!build.waitFor(10, TimeUnit.MINUTES) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new IllegalStateException("Keycloak could not be built; see " + work);
        }
        ServerProcess server =
                ServerProcess.start(List.of(script, "start", "--optimized"), environment, log);
        server.await(port, "/realms/master");
        String secret = Secrets.random();
        fill(port, admin, secret);
        return new Keycloak(port, database, server, secret);
    }

    private static Process run(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static void fill(int port, String admin, String secret) throws IOException {
        try (Connection connection = new Connection(port)) {
            String token =
                    connection
                            .send(
                                    Connection.form(
                                            "/realms/master/protocol/openid-connect/token",
                                            "grant_type=password&client_id=admin-cli"
                                                    + "&username=admin&password="
                                                    + admin))
                            .require(200)
                            .text("access_token");
            post(
                    connection,
                    token,
                    "/admin/realms",
                    """
                    {"realm": "load", "enabled": true, "sslRequired": "none",
                     "revokeRefreshToken": true, "refreshTokenMaxReuse": 0,
                     "accessTokenLifespan": 3600}
                    """);
            post(
                    connection,
                    token,
                    "/admin/realms/load/clients",
                    """
                    {"clientId": "%s", "secret": "%s", "publicClient": false,
                     "serviceAccountsEnabled": true, "directAccessGrantsEnabled": true,
                     "standardFlowEnabled": false}
                    """
                            .formatted(CLIENT, secret));
            for (int i = 0; i < PEOPLE; i++) {
                post(
                        connection,
                        token,
                        "/admin/realms/load/users",
                        """
                        {"username": "person%1$d", "enabled": true, "emailVerified": true,
                         "email": "person%1$d@example.org", "firstName": "Person",
                         "lastName": "%1$d",
                         "credentials": [{"type": "password", "value": "%2$s"}]}
                        """
                                .formatted(i, Arcipelago.PASSWORD));
            }
        }
    }

    private static void post(Connection connection, String token, String path, String body)
            throws IOException {
        connection
                .send(
                        Connection.request(
                                "POST",
                                path,
                                List.of(
                                        "Authorization: Bearer " + token,
                                        "Content-Type: application/json"),
                                body))
                .require(201);
    }

    static String basic(String client, String secret) {
        byte[] both = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public int port() {
        return port;
    }

    /** Its sign-in pages follow another protocol and hash with other parameters. */
    @Override
    public boolean does(Work work) {
        return work != Work.SIGN_IN;
    }

    @Override
    public Step worker(Work work, int worker) throws IOException {
        String basic = basic(CLIENT, secret);
        String token = PREFIX + "/token";
        byte[] clientCredentials =
                Connection.form(token, "grant_type=client_credentials&scope=profile", basic);
        return switch (work) {
            case CLIENT_CREDENTIALS -> Steps.repeat(clientCredentials, "access_token");
            case REFRESH -> Steps.refresh(token, basic, signIn(worker, "profile"));
            case REFRESH_WITH_ID_TOKEN ->
                    Steps.refresh(token, basic, signIn(worker, "openid%20profile"));
            case INTROSPECTION ->
                    Steps.introspect(port, token + "/introspect", clientCredentials, basic);
            case JWKS -> Steps.get(PREFIX + "/certs", "\"keys\"");
            case DISCOVERY ->
                    Steps.get("/realms/load/.well-known/openid-configuration", "\"issuer\"");
            case SIGN_IN -> throw new IllegalArgumentException("not compared");
        };
    }

    private String signIn(int worker, String scope) throws IOException {
        try (Connection connection = new Connection(port)) {
            return connection
                    .send(
                            Connection.form(
                                    PREFIX + "/token",
                                    "grant_type=password&username=person"
                                            + worker
                                            + "&password="
                                            + Arcipelago.PASSWORD
                                            + "&scope="
                                            + scope,
                                    basic(CLIENT, secret)))
                    .require(200)
                    .text("refresh_token");
        }
    }

    @Override
    public double cpuSeconds() {
        return server.cpuSeconds();
    }

    @Override
    public Map<String, Long> rowsWritten() {
        return database.rowsWritten();
    }

    @Override
    public void close() {
        server.close();
    }
}
