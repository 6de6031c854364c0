package io.arcipelago.orchestrator;

import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orchestrator with a database, two sites and an issuer: all real but the servers. */
final class TestOrchestrator implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String NATIVE = "/orchestrator/v2/deployments";
    static final String COMPATIBLE = "/orchestrator/deployments";

    /** Only the services that the class path has, and nothing of their own to configure. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}

    final TestTokens tokens = TestTokens.start();
    final TestGrants grants;
    final TestSites sites;
    final TestPostgres.Database database = TestPostgres.freshDatabase();
    final RunningApp app;

    private TestOrchestrator(
            Path directory,
            Class<?> application,
            BiFunction<String, Path, TestSites> makeSites,
            String... properties) {
        try {
            grants = new TestGrants(tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sites = makeSites.apply(tokens.issuer(), directory.resolve("sites"));
        List<String> all = properties(database, tokens, grants, sites, directory.resolve("app"));
        all.addAll(List.of(properties));
        app = RunningApp.startWithDatabase(application, all.toArray(String[]::new));
    }

    static TestOrchestrator start(Path directory, String... properties) {
        return new TestOrchestrator(directory, App.class, TestSites::new, properties);
    }

    /** One with beans of its own, and sites that are made otherwise from issuer and directory. */
    static TestOrchestrator start(
            Path directory,
            Class<?> application,
            BiFunction<String, Path, TestSites> makeSites,
            String... properties) {
        return new TestOrchestrator(directory, application, makeSites, properties);
    }

    /** All that an orchestrator must be told. */
    static List<String> properties(
            TestPostgres.Database database,
            TestTokens tokens,
            TestGrants grants,
            TestSites sites,
            Path directory) {
        List<String> all = new ArrayList<>(List.of(database.properties()));
        all.addAll(List.of(tokens.propertyPairs()));
        all.addAll(sites.properties());
        all.add("arcipelago.services=orchestrator");
        all.add("arcipelago.public-url=https://paas.example.org");
        all.add("arcipelago.data-dir=" + directory);
        all.add("arcipelago.kafka.mode=off");
        all.add("arcipelago.scheduling.poll-interval=200ms");
        all.add("arcipelago.scheduling.heartbeat=1s");
        all.add("arcipelago.scheduling.stop-timeout=2s");
        all.add("arcipelago.federation.request-timeout=2s");
        all.add("arcipelago.federation.survey-timeout=5s");
        all.add("arcipelago.orchestrator.delegation.token-endpoint=" + grants.endpoint());
        all.add("arcipelago.orchestrator.delegation.client-secret=" + TestGrants.CLIENT_SECRET);
        return all;
    }

    /** A member of the group that has projects on both sites. */
    String alice() {
        return token("alice", "astro");
    }

    String token(String subject, String... groups) {
        return tokens.token(subject, List.of(groups), List.of("openid"));
    }

    HttpResponse<String> get(String token, String path, String... headers) {
        return app.get(path, with(token, headers));
    }

    HttpResponse<String> post(String token, String path, String json) {
        return app.post(path, json, with(token));
    }

    HttpResponse<String> delete(String token, String path) {
        return app.send("DELETE", path, null, with(token));
    }

    private static String[] with(String token, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!token.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        return all.toArray(String[]::new);
    }

    /** Deploys a service of the catalogue as alice; answers the id. */
    String deploy(String service) {
        return created(
                post(
                        alice(),
                        NATIVE,
                        "{\"service\":\"%s\",\"group\":\"astro\"}".formatted(service)));
    }

    /** A step of the deployment; one with -1 tries if it was never taken. */
    static JsonNode step(JsonNode deployment, String name) {
        JsonNode found = null;
        for (JsonNode step : deployment.get("steps")) {
            if (step.get("name").asString().equals(name)) {
                found = step;
            }
        }
        return found == null ? JSON.readTree("{\"tries\":-1}") : found;
    }

    /** Deletes what is still there, and waits until it is gone. */
    void deleteEverything() {
        List<String> left =
                jdbc().sql(
                                "select id::text from orchestrator.deployment"
                                        + " where status <> 'DELETE_COMPLETE'")
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list();
        left.forEach(id -> delete(alice(), NATIVE + "/" + id));
        left.forEach(id -> awaitRest(id, "DELETE_COMPLETE"));
    }

    /** The id in an answer that must be 201, from either interface. */
    static String created(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        JsonNode body = JSON.readTree(answer.body());
        return body.has("id") ? body.get("id").asString() : body.get("uuid").asString();
    }

    /** The deployment as its owner sees it. */
    JsonNode detail(String id) {
        HttpResponse<String> answer = get(alice(), NATIVE + "/" + id);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Waits until the deployment has one of these states; answers it then. */
    JsonNode await(String id, String... statuses) {
        Set<String> wanted = Set.of(statuses);
        try {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> detail(id), it -> wanted.contains(it.get("status").asString()));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("not " + wanted + ": " + detail(id).toPrettyString(), e);
        }
    }

    /** Waits until the deployment is settled and nothing is left to be done for it. */
    JsonNode awaitRest(String id, String status) {
        await(id, status);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> detail(id), it -> it.get("phase").asString().equals("done"));
    }

    JdbcClient jdbc() {
        return app.context().getBean(JdbcClient.class);
    }

    @Override
    public void close() {
        app.close();
        sites.close();
        grants.close();
        tokens.close();
    }
}
