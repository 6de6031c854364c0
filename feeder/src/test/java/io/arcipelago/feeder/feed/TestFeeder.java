package io.arcipelago.feeder.feed;

import io.arcipelago.feeder.testing.FakeRegistry;
import io.arcipelago.feeder.testing.RobotIssuer;
import io.arcipelago.feeder.testing.Site;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The feeder with a database, a site, issuers and a place that takes snapshots. */
final class TestFeeder implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** Only the services that the class path has, and nothing of their own to configure. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    final TestTokens people = TestTokens.start();

    /** Of an issuer that is trusted, but not obeyed. */
    final TestTokens strangers = TestTokens.start();

    final RobotIssuer issuer = new RobotIssuer();
    final FakeRegistry registry = new FakeRegistry();
    final TestPostgres.Database database = TestPostgres.freshDatabase();
    final Path files;
    final Site site;
    final RunningApp app;
    private final Path directory;

    TestFeeder(Path directory, String... properties) {
        this.directory = directory;
        this.files = directory.resolve("files");
        try {
            Files.createDirectories(files);
            Files.writeString(directory.resolve("client-secret"), "the robot's secret\n");
            Files.writeString(
                    directory.resolve("refresh-token"), RobotIssuer.FIRST_REFRESH_TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer.memberOf("astro", "bio");
        site = new Site(issuer.url(), directory.resolve("sites"));
        write("elba.config.yaml", site.file(issuer.url()));
        app = start(properties);
    }

    /** Another process over the same database and files. */
    RunningApp start(String... properties) {
        List<String> all = new ArrayList<>(List.of(database.properties()));
        all.addAll(List.of(people.propertyPairs()));
        all.addAll(
                List.of(
                        "arcipelago.services=feeder",
                        "arcipelago.security.issuers[1].issuer=" + strangers.issuer(),
                        "arcipelago.security.issuers[1].admin-groups=" + TestTokens.ADMIN_GROUP,
                        "arcipelago.data-dir=" + directory.resolve("app"),
                        "arcipelago.kafka.mode=off",
                        "arcipelago.scheduling.poll-interval=200ms",
                        "arcipelago.scheduling.heartbeat=1s",
                        "arcipelago.scheduling.stop-timeout=2s",
                        "arcipelago.feeder.config-dir=" + files,
                        "arcipelago.feeder.plan-interval=200ms",
                        "arcipelago.feeder.cadence=1h",
                        "arcipelago.feeder.issuers[0].issuer=" + issuer.url(),
                        "arcipelago.feeder.issuers[0].client-id=robot",
                        "arcipelago.feeder.issuers[0].client-secret-file="
                                + directory.resolve("client-secret"),
                        "arcipelago.feeder.issuers[0].refresh-token-file="
                                + directory.resolve("refresh-token"),
                        "arcipelago.feeder.registry.url=" + registry.url(),
                        "arcipelago.feeder.registry.first-backoff=1ms",
                        "arcipelago.feeder.registry.client.issuer=" + issuer.url(),
                        "arcipelago.feeder.registry.client.client-id=feeder",
                        "arcipelago.feeder.registry.client.client-secret-file="
                                + directory.resolve("client-secret"),
                        "arcipelago.feeder.registry.client.scope=registry:feed"));
        all.addAll(List.of(properties));
        return RunningApp.startWithDatabase(App.class, all.toArray(String[]::new));
    }

    void write(String name, String text) {
        try {
            Path next = files.resolve(name + ".next");
            Files.writeString(next, text);
            Files.move(
                    next,
                    files.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(files.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String admin() {
        return people.adminToken("carla");
    }

    String person(String... scopes) {
        return people.token("alice", List.of("astro"), List.of(scopes));
    }

    HttpResponse<String> get(String token, String path) {
        return token.isEmpty() ? app.get(path) : app.get(path, "Authorization", "Bearer " + token);
    }

    HttpResponse<String> post(String token, String path) {
        return token.isEmpty()
                ? app.post(path, "")
                : app.post(path, "", "Authorization", "Bearer " + token);
    }

    JsonNode provider(String name) {
        HttpResponse<String> answer = get(admin(), "/feeder/v1/providers/" + name);
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    }

    /** Asks for a feed and waits until one has ended that began after that. */
    JsonNode feed(String name) {
        String wish = "/feeder/v1/providers/" + name + "/feed";
        // A feed may begin before the answer to the wish is here.
        Instant asked = Instant.now();
        // Has this process look at the files, too.
        post(admin(), wish);
        return awaitProvider(
                name,
                it -> {
                    String began = startedAt(it);
                    boolean ours = !began.isEmpty() && Instant.parse(began).isAfter(asked);
                    if (!ours && !it.path("running").asBoolean()) {
                        post(admin(), wish);
                    }
                    return ours;
                });
    }

    static String startedAt(JsonNode provider) {
        return provider.path("lastFeed").path("startedAt").asString("");
    }

    JsonNode awaitProvider(String name, Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> provider(name), wanted);
    }

    JdbcClient jdbc() {
        return app.context().getBean(JdbcClient.class);
    }

    @Override
    public void close() {
        app.close();
        site.close();
        registry.close();
        issuer.close();
        people.close();
        strangers.close();
    }
}
