package io.arcipelago.registry;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.registry.state.SampleFederation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry with a database and an issuer, at a time that the test decides. */
public final class TestRegistry implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    public static final String V2 = "/registry/v2";

    /** Only the services that the class path has. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static class App {

        @Bean
        InstantSource clock() {
            return NOW::get;
        }

        @Bean
        static CountingStatements countingStatements() {
            return new CountingStatements();
        }
    }

    /** One minute after the sample was taken, unless the test says otherwise. */
    private static final AtomicReference<Instant> NOW =
            new AtomicReference<>(SampleFederation.TAKEN_AT.plusSeconds(60));

    public final TestTokens tokens = TestTokens.start();
    public final TestPostgres.Database database = TestPostgres.freshDatabase();
    public final RunningApp app;

    private TestRegistry(String... properties) {
        NOW.set(SampleFederation.TAKEN_AT.plusSeconds(60));
        List<String> all = new ArrayList<>(List.of(database.properties()));
        all.addAll(List.of(tokens.propertyPairs()));
        all.add("arcipelago.services=registry");
        all.add("arcipelago.public-url=https://paas.example.org");
        all.add("arcipelago.kafka.mode=off");
        all.addAll(List.of(properties));
        app = RunningApp.startWithDatabase(App.class, all.toArray(String[]::new));
    }

    public static TestRegistry start(String... properties) {
        return new TestRegistry(properties);
    }

    /** The sample's providers, known. */
    public static TestRegistry withSample(String... properties) {
        TestRegistry registry = new TestRegistry(properties);
        registry.feedSample();
        return registry;
    }

    private void feedSample() {
        mustFeed(ours(SampleFederation.elba()));
        mustFeed(ours(SampleFederation.veneto()));
    }

    /** As after the start, and much faster. */
    public void reset() {
        NOW.set(SampleFederation.TAKEN_AT.plusSeconds(60));
        jdbc().sql(
                        """
                        truncate registry.provider, registry.imported_uid, platform.outbox cascade
                        """)
                .update();
        jdbc().sql("update registry.federation_version set version = version + 1").update();
    }

    /** As after the start with the sample. */
    public void resetToSample() {
        reset();
        feedSample();
    }

    public void now(Instant time) {
        NOW.set(time);
    }

    public void pass(Duration time) {
        NOW.updateAndGet(now -> now.plus(time));
    }

    public Instant now() {
        return NOW.get();
    }

    /** The snapshot with this test's issuer in the place of the sample's. */
    public ProviderSnapshot ours(ProviderSnapshot sample) {
        return new ProviderSnapshot(
                sample.takenAt(),
                sample.provider(),
                sample.identityProviders().stream()
                        .map(issuer ->
                                new IdentityProvider(
                                        issuer.endpoint().equals(SampleFederation.ISSUER)
                                                ? tokens.issuer()
                                                : issuer.endpoint(),
                                        issuer.groupClaim(),
                                        issuer.description(),
                                        issuer.name(),
                                        issuer.protocol(),
                                        issuer.audience(),
                                        issuer.userGroups()))
                        .toList(),
                sample.regions(),
                sample.projects(),
                sample.facets(),
                sample.flavors(),
                sample.images(),
                sample.networks(),
                sample.quotas(),
                sample.findings());
    }

    public String feeder() {
        return token("feeder", List.of(), List.of("registry:feed"));
    }

    public String alice() {
        return token("alice", List.of("astro"), List.of("openid"));
    }

    public String bruno() {
        return token("bruno", List.of("bio"), List.of("openid"));
    }

    /** Of a group that the federation does not know. */
    public String gina() {
        return token("gina", List.of("geo"), List.of("openid"));
    }

    public String carla() {
        return token("carla", List.of(TestTokens.ADMIN_GROUP), List.of("openid"));
    }

    /** A token that is good at the test's time. */
    public String token(String subject, List<String> groups, List<String> scopes) {
        return token(tokens, subject, groups, scopes);
    }

    /** The same of another issuer. */
    @SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
    public String token(
            TestTokens issuer, String subject, List<String> groups, List<String> scopes) {
        return issuer.token(claims ->
                claims.subject(subject)
                        .claim("groups", groups)
                        .claim("scope", String.join(" ", scopes))
                        .issueTime(Date.from(NOW.get()))
                        .expirationTime(Date.from(NOW.get().plusSeconds(600))));
    }

    public HttpResponse<String> feed(ProviderSnapshot snapshot) {
        return post(feeder(), V2 + "/snapshots", JSON.writeValueAsString(snapshot));
    }

    /** Feeds and answers the result, which must be good. */
    public JsonNode mustFeed(ProviderSnapshot snapshot) {
        return ok(feed(snapshot));
    }

    public static JsonNode ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    public HttpResponse<String> get(String token, String path, String... headers) {
        return app.get(path, with(token, headers));
    }

    public JsonNode read(String token, String path) {
        return ok(get(token, V2 + path));
    }

    public HttpResponse<String> post(String token, String path, String json) {
        return app.post(path, json, with(token));
    }

    public HttpResponse<String> send(String method, String token, String path, String json) {
        return app.send(
                method,
                path,
                json.isEmpty() ? null : json,
                with(token, "Content-Type", "application/json"));
    }

    private static String[] with(String token, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!token.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        return all.toArray(String[]::new);
    }

    public JdbcClient jdbc() {
        return app.context().getBean(JdbcClient.class);
    }

    public long count(String table) {
        return jdbc().sql("select count(*) from registry." + table).query(Long.class).single();
    }

    @Override
    public void close() {
        app.close();
        tokens.close();
    }
}
