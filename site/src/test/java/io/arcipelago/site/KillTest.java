package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.ServerFilter;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.ServerSummary;
import io.arcipelago.openstack.SiteConnection;
import io.arcipelago.openstack.Tags;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site as its own process, killed. */
class KillTest {

    @TempDir Path dir;

    private TestIssuer issuer;
    private Process process;
    private int port;

    @BeforeEach
    void start() throws IOException {
        issuer = new TestIssuer();
        process = launch();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
        issuer.close();
    }

    private Process launch() throws IOException {
        Path config = dir.resolve("sites.yaml");
        Files.writeString(
                config,
                TestSite.CONFIG
                        .replace("server_build: 0", "server_build: 0.2")
                        .replace("instances: 10, cores: 20", "instances: 500, cores: 500")
                        .replace("ram: 51200, port: 20", "ram: -1, port: 500")
                        .replace("capacity: {vcpus: 24, ram_mib: 200000}", ""));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.arcipelago.site.SiteMain",
                        "--config",
                        config.toString(),
                        "--data",
                        dir.resolve("data").toString(),
                        "--port",
                        Integer.toString(port),
                        "--issuer",
                        issuer.url(),
                        "--driver",
                        "simulated");
        builder.environment().putAll(TestSite.SECRETS);
        builder.redirectError(new File(dir.toFile(), "stderr"));
        Process started = builder.start();
        // Never closed: the stream belongs to the child and ends with it.
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("is ready on port")) {
            line = out.readLine();
        }
        assertThat(line).as(Files.readString(dir.resolve("stderr"))).isNotNull();
        port = Integer.parseInt(String.valueOf(line).replaceAll(".*port ", ""));
        return started;
    }

    private OpenStackClient client() {
        return OpenStackClient.open(
                new SiteConnection(
                        URI.create("http://127.0.0.1:" + port + "/ELBA/identity"),
                        TestSite.quick()),
                new Credentials.FederatedAccessToken(
                        "arcipelago", "openid", () -> issuer.token("alice", "astro")),
                ProjectScope.name("astro-elba"),
                "RegionOne");
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillAndUnfinishedBuildsEndAfterIt() throws Exception {
        OpenStackClient alice = client();
        Deployed deployed = Deployed.make(alice, new Tags("kept", "n", 0, 1));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<Future<?>> creations = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                creations.add(threads.submit(() -> createUntilKilled(alice, acknowledged)));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.size() >= 12);
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isNotZero();
        for (Future<?> creation : creations) {
            creation.get();
        }

        process = launch();

        // The client's token and connections are those of before the kill.
        List<String> ids =
                alice.compute().listServers(ServerFilter.all()).stream()
                        .map(ServerSummary::id)
                        .toList();
        assertThat(ids).containsAll(acknowledged);
        assertThat(alice.findByTag("kept").describe()).hasSize(8);
        assertThat(alice.compute().server(deployed.serverId()).orElseThrow().addresses())
                .hasSize(2);
        for (String id : acknowledged) {
            Deployed.awaitStatus(alice, id, ServerStatus.ACTIVE);
        }
        // The others took ports on the only network, those that were never acknowledged too.
        for (ServerSummary other :
                alice.compute().listServers(ServerFilter.nameStartsWith(Tags.namePrefix("more")))) {
            alice.compute().deleteServer(other.id());
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> alice.compute().listServers(ServerFilter.all()).size() == 1);
        deployed.remove(alice);
        assertThat(alice.findByTag("kept").describe()).isEmpty();
    }

    private static void createUntilKilled(OpenStackClient client, Set<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(
                        client.compute()
                                .createServer(
                                        Deployed.small(client, new Tags("more", "n", 0, 1))
                                                .withNics(List.of())));
            }
        } catch (OpenStackException e) {
            assertThat(e.kind())
                    .isIn(OpenStackException.Kind.TRANSIENT, OpenStackException.Kind.UNAVAILABLE);
        }
    }
}
