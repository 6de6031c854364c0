package io.arcipelago.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The process that runs the steps is killed without warning, and another one takes its work up. The
 * sites, the database and the issuer live on.
 */
class KillTest {

    @TempDir private Path directory;

    private final TestTokens tokens = TestTokens.start();
    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final HttpClient http = HttpClient.newHttpClient();
    private TestGrants grants;
    private TestSites sites;
    private Worker worker;

    /** A process that is alive until it is killed. */
    private record Worker(ChildJvm process, int port) {}

    @BeforeEach
    void start() throws IOException {
        grants = new TestGrants(tokens);
        sites = new TestSites(tokens.issuer(), directory.resolve("sites"));
        worker = startWorker();
    }

    @AfterEach
    void stop() {
        worker.process().close();
        http.close();
        sites.close();
        grants.close();
        tokens.close();
    }

    private Worker startWorker() {
        int port = TestPostgres.freePort();
        List<String> properties =
                new ArrayList<>(
                        TestOrchestrator.properties(
                                database, tokens, grants, sites, directory.resolve("app")));
        // Later ones win. A request that hangs is where to be killed: it must not be given up.
        properties.add("arcipelago.federation.request-timeout=60s");
        properties.add("arcipelago.federation.survey-timeout=60s");
        properties.add("arcipelago.scheduling.heartbeat=300ms");
        properties.add("server.port=" + port);
        return new Worker(
                ChildJvm.start(OrchestratorProcess.class, properties.toArray(String[]::new)), port);
    }

    private void killAndReplaceWorker() {
        worker.process().kill();
        worker = startWorker();
    }

    /** Asks as alice, as soon as the worker answers. */
    private HttpResponse<String> ask(String method, String path, String body) {
        String token = tokens.token("alice", List.of("astro"), List.of("openid"));
        return patiently()
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () ->
                                http.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                "http://127.0.0.1:"
                                                                        + worker.port()
                                                                        + path))
                                                .header("Authorization", "Bearer " + token)
                                                .header("Content-Type", "application/json")
                                                .method(
                                                        method,
                                                        HttpRequest.BodyPublishers.ofString(body))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString()),
                        answer -> answer.statusCode() < 500);
    }

    private ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .failFast("the worker ended by itself", () -> !worker.process().isAlive());
    }

    private String deploy(String service) {
        return TestOrchestrator.created(
                ask(
                        "POST",
                        TestOrchestrator.NATIVE,
                        "{\"service\":\"%s\",\"group\":\"astro\"}".formatted(service)));
    }

    private void delete(String id) {
        assertThat(ask("DELETE", TestOrchestrator.NATIVE + "/" + id, "").statusCode())
                .isEqualTo(202);
    }

    private String status(String id) {
        return jdbc.sql("select status from orchestrator.deployment where id = :id::uuid")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private void awaitStatus(String id, String status) {
        patiently().until(() -> status(id), status::equals);
    }

    /** Makes the next request of this kind the place where the worker is killed. */
    private void fault(String kind, String service, String method, String path) {
        sites.fault(
                """
                {"site": "ELBA", "service": "%s", "method": "%s", "path": "%s", "kind": "%s",
                 "delay_millis": %d}
                """
                        .formatted(
                                service,
                                method,
                                path,
                                kind,
                                kind.equals("latency") ? 300 : 600_000));
    }

    private void killWhereverTheFaultStrikes() {
        patiently().until(sites::allFaultsHaveStruck);
        killAndReplaceWorker();
    }

    /** Requests that are carried out have no answer that anybody hears; the others are lost. */
    @Test
    void aWorkerKilledInEachStepOfCreationAndDeletionLosesAndDoublesNothing() {
        fault("latency", "compute", "POST", "/os-keypairs");
        String id = deploy("virtual-machine-with-volume");
        killWhereverTheFaultStrikes();
        for (String step :
                List.of(
                        "latency network POST /networks",
                        "hang network POST /routers",
                        "latency network POST /ports",
                        "latency compute POST /servers",
                        "latency network POST /floatingips")) {
            String[] words = step.split(" ", -1);
            fault(words[0], words[1], words[2], words[3]);
            killWhereverTheFaultStrikes();
        }
        awaitStatus(id, "CREATE_COMPLETE");
        assertThat(sites.objects("ISCHIA")).isEmpty();
        for (String kind :
                List.of(
                        "server",
                        "keypair",
                        "network",
                        "subnet",
                        "router",
                        "floatingip",
                        "security_group",
                        "volume")) {
            assertThat(sites.objects("ELBA"))
                    .filteredOn(it -> it.startsWith("ELBA " + kind + " "))
                    .as(kind)
                    .hasSize(1);
        }
        assertThat(attempts(id)).isEqualTo(1);

        fault("latency", "compute", "DELETE", "/servers/.*");
        delete(id);
        killWhereverTheFaultStrikes();
        for (String step :
                List.of("hang network DELETE /ports/.*", "latency network DELETE /networks/.*")) {
            String[] words = step.split(" ", -1);
            fault(words[0], words[1], words[2], words[3]);
            killWhereverTheFaultStrikes();
        }
        awaitStatus(id, "DELETE_COMPLETE");
        assertThat(sites.objects()).isEmpty();
    }

    private int attempts(String id) {
        return jdbc.sql("select count(*) from orchestrator.attempt where deployment_id = :id::uuid")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    @Test
    void afterKillsAtAnyMomentTheSitesHoldExactlyWhatIsWanted() {
        Random random = new Random(20260131);
        List<String> ids = IntStream.range(0, 4).mapToObj(i -> deploy("virtual-machine")).toList();
        for (int kills = 0; kills < 3; kills++) {
            killAfterSomeChanges(random);
        }
        ids.forEach(id -> awaitStatus(id, "CREATE_COMPLETE"));
        List<String> unwanted = ids.subList(0, 2);
        List<String> wanted = ids.subList(2, 4);
        unwanted.forEach(this::delete);
        for (int kills = 0; kills < 2; kills++) {
            killAfterSomeChanges(random);
        }
        unwanted.forEach(id -> awaitStatus(id, "DELETE_COMPLETE"));
        assertThat(sites.objects())
                .filteredOn(it -> it.contains(" server "))
                .hasSize(2)
                .allMatch(it -> wanted.stream().anyMatch(it::contains));
        assertThat(sites.objects()).filteredOn(it -> it.contains(" floatingip ")).hasSize(2);
        assertThat(sites.objects())
                .filteredOn(it -> it.contains("paas-"))
                .isNotEmpty()
                .allMatch(it -> wanted.stream().anyMatch(it::contains));
        wanted.forEach(this::delete);
        wanted.forEach(id -> awaitStatus(id, "DELETE_COMPLETE"));
        assertThat(sites.objects()).isEmpty();
    }

    /** Lets the machine make some steps' worth of changes, or come to rest, before the kill. */
    private void killAfterSomeChanges(Random random) {
        long goal = changes() + random.nextInt(1, 25);
        patiently().until(() -> changes() >= goal || atRest());
        killAndReplaceWorker();
    }

    private long changes() {
        return jdbc.sql(
                        """
                        select coalesce(sum(version), 0)
                               + (select count(*) from orchestrator.resource
                                   where state in ('ready', 'deleted'))
                          from orchestrator.deployment
                        """)
                .query(Long.class)
                .single();
    }

    private boolean atRest() {
        return jdbc.sql("select count(*) from orchestrator.deployment where phase <> 'done'")
                .query(Integer.class)
                .single()
                .equals(0);
    }
}
