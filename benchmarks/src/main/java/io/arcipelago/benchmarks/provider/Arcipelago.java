package io.arcipelago.benchmarks.provider;

import io.arcipelago.identity.Secrets;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The identity service alone in a process, as it is run behind a load balancer. Its client, people
 * and first refresh tokens are written by SQL; the people have the password of the demo's alice.
 */
final class Arcipelago implements Provider {

    static final String PASSWORD = "Salina-e-Filicudi-7";

    private static final String CLIENT = "load";
    private static final String PREFIX = "/identity";
    private static final int PEOPLE = 64;

    private final int port;
    private final Databases.Database database;
    private final ServerProcess server;
    private final String basic;
    private final AtomicInteger nextPerson = new AtomicInteger();

    private Arcipelago(int port, Databases.Database database, ServerProcess server, String secret) {
        this.port = port;
        this.database = database;
        this.server = server;
        this.basic = Keycloak.basic(CLIENT, secret);
    }

    /**
     * Starts it.
     *
     * @param runnable the directory of the packaged application
     * @param live how many refresh tokens are alive beside those that the load uses
     */
    static Arcipelago start(
            Path runnable, Databases.Database database, int port, Path work, int live)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the launcher starts it.
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms64m",
                        "-Xmx640m",
                        "-Xss512k",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        String more = System.getenv("ARCIPELAGO_JAVA_OPTS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split(" +")));
        }
        Path directory = work.resolve("arcipelago-" + port);
        command.addAll(
                List.of(
                        "-cp",
                        runnable.resolve("arcipelago.jar").toString(),
                        "io.arcipelago.app.ArcipelagoApplication",
                        "--server.port=" + port,
                        "--arcipelago.public-url=http://127.0.0.1:" + port,
                        "--arcipelago.services=identity",
                        "--arcipelago.kafka.mode=off",
                        "--arcipelago.identity.seed=demo",
                        "--arcipelago.data-dir=" + directory,
                        "--arcipelago.database.url=" + database.url(),
                        "--arcipelago.database.username=" + database.username(),
                        "--logging.file.name=" + directory.resolve("app.log"),
                        "--logging.threshold.console=off"));
        ServerProcess server =
                ServerProcess.start(
                        command,
                        Map.of(
                                "ARCIPELAGO_DATABASE_PASSWORD",
                                database.password(),
                                "ARCIPELAGO_IDENTITY_DEMOPASSWORD",
                                PASSWORD),
                        work.resolve("arcipelago-" + port + ".out"));
        server.await(port, PREFIX + "/jwk");
        String secret = Secrets.random();
        fill(database, secret, live);
        return new Arcipelago(port, database, server, secret);
    }

    private static void fill(Databases.Database database, String secret, int live) {
        database.execute(
                """
                insert into identity.client
                       (id, name, secret_hash, grant_types, scopes, may_introspect, first_party,
                        created_at, updated_at)
                values ('%s', 'Load', '%s', array['client_credentials', 'refresh_token'],
                        array['openid', 'profile', 'email', 'offline_access'], true, true,
                        now(), now())
                """
                        .formatted(CLIENT, Secrets.digest(secret)));
        database.execute(
                """
                insert into identity.account
                       (id, username, name, email, password_hash, created_at, updated_at)
                select md5('person-' || n)::uuid, 'person' || n, 'Person ' || n,
                       'person' || n || '@example.org', alice.password_hash, now(), now()
                  from generate_series(0, %d) n, identity.account alice
                 where alice.username = 'alice'
                """
                        .formatted(PEOPLE - 1));
        refreshTokens(database, "plain", "array['profile', 'offline_access']", PEOPLE);
        refreshTokens(database, "openid", "array['openid', 'profile', 'offline_access']", PEOPLE);
        if (live > 0) {
            refreshTokens(database, "live", "array['profile', 'offline_access']", live);
            database.execute("vacuum analyze identity.token_grant");
            database.execute("vacuum analyze identity.refresh_token");
        }
    }

    /** Grants with one refresh token each, {@code <kind>-0} and so on, spread over the people. */
    private static void refreshTokens(
            Databases.Database database, String kind, String scopes, int count) {
        database.execute(
                """
                insert into identity.token_grant
                       (id, client_id, account_id, scopes, audience, signed_in_at, issued_at,
                        expires_at)
                select md5('%1$s-' || n)::uuid, '%2$s',
                       md5('person-' || n %% %3$d)::uuid, %4$s,
                       array['arcipelago'], now(), now(), now() + interval '30 days'
                  from generate_series(0, %5$d) n
                """
                        .formatted(kind, CLIENT, PEOPLE, scopes, count - 1));
        database.execute(
                """
                insert into identity.refresh_token (token_hash, grant_id, issued_at, expires_at)
                select rtrim(translate(encode(sha256(convert_to('%1$s-' || n, 'UTF8')), 'base64'),
                                       '+/', '-_'), '='),
                       md5('%1$s-' || n)::uuid, now(), now() + interval '30 days'
                  from generate_series(0, %2$d) n
                """
                        .formatted(kind, count - 1));
    }

    @Override
    public String name() {
        return "Arcipelago";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean does(Work work) {
        return true;
    }

    @Override
    public Step worker(Work work, int worker) throws IOException {
        String token = PREFIX + "/token";
        return switch (work) {
            case CLIENT_CREDENTIALS ->
                    Steps.repeat(
                            Connection.form(
                                    token, "grant_type=client_credentials&scope=profile", basic),
                            "access_token");
            case REFRESH -> Steps.refresh(token, basic, "plain-" + nextPerson.getAndIncrement());
            case REFRESH_WITH_ID_TOKEN ->
                    Steps.refresh(token, basic, "openid-" + nextPerson.getAndIncrement());
            case INTROSPECTION ->
                    Steps.introspect(
                            port,
                            PREFIX + "/introspect",
                            Connection.form(
                                    token, "grant_type=client_credentials&scope=profile", basic),
                            basic);
            case JWKS -> Steps.get(PREFIX + "/jwk", "\"keys\"");
            case DISCOVERY -> Steps.get(PREFIX + "/.well-known/openid-configuration", "\"issuer\"");
            case SIGN_IN -> signIn("person" + worker);
        };
    }

    /** Loads the page, then sends the form, as a browser does. */
    private static Step signIn(String username) {
        byte[] page = Connection.request("GET", PREFIX + "/login", List.of(), "");
        return connection -> {
            Connection.Answer form = connection.send(page).require(200);
            String cookie =
                    form.headers().stream()
                            .filter(header -> header.startsWith("Set-Cookie: "))
                            .map(header -> header.substring(12).split(";", 2)[0])
                            .findFirst()
                            .orElseThrow();
            String marker = "name=\"_csrf\" value=\"";
            int from = form.body().indexOf(marker) + marker.length();
            String csrf = form.body().substring(from, form.body().indexOf('"', from));
            Connection.Answer answer =
                    connection
                            .send(
                                    Connection.form(
                                            PREFIX + "/login",
                                            "username="
                                                    + username
                                                    + "&password="
                                                    + PASSWORD
                                                    + "&_csrf="
                                                    + URLEncoder.encode(
                                                            csrf, StandardCharsets.UTF_8),
                                            "Cookie: " + cookie))
                            .require(302);
            if (answer.headers().stream().anyMatch(header -> header.contains("notice="))) {
                throw new IllegalStateException("The sign-in was refused: " + answer.headers());
            }
        };
    }

    @Override
    public double cpuSeconds() {
        return server.cpuSeconds();
    }

    @Override
    public Map<String, Long> rowsWritten() {
        return database.rowsWritten();
    }

    /** The hash of everybody's {@link #PASSWORD}, as the service has made it. */
    String passwordHash() {
        return database.text("select password_hash from identity.account where username = 'alice'");
    }

    /** How large the tables of grants, tokens and revocations are, in bytes. */
    long tokenTableBytes() {
        return database.number(
                """
                select sum(pg_total_relation_size(t))
                  from unnest(array['identity.token_grant', 'identity.refresh_token',
                                    'identity.revoked_token',
                                    'identity.authorization_request']::regclass[]) t
                """);
    }

    @Override
    public void close() {
        server.close();
    }
}
