package io.arcipelago.site;

import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.SiteConnection;
import io.arcipelago.site.config.SiteConfigReader;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.simulated.SimulatedDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A site with a simulated driver and its issuer, in this process, and clients for it. */
final class TestSite implements AutoCloseable {

    static final String CONFIG =
            """
            sites:
              - name: ELBA
                regions: [RegionOne, RegionTwo]
                token_lifetime: 3600
                delays: {server_build: 0}
                capacity: {vcpus: 24, ram_mib: 200000}
                external_network: {name: public, cidr: 198.18.10.0/24}
                flavors:
                  - {name: small, vcpus: 1, ram_mib: 1024, disk_gib: 10}
                  - {name: large, vcpus: 24, ram_mib: 98304, disk_gib: 40}
                  - {name: zero, vcpus: 1, ram_mib: 1024, disk_gib: 0}
                images:
                  - {name: debian-12, min_disk_gib: 3, size_mib: 400, properties: {os_distro: debian, os_version: "12"}}
                  - {name: ubuntu-24.04, min_disk_gib: 4, size_mib: 500, properties: {os_distro: ubuntu, os_version: "24.04"}}
                identity_providers:
                  - {name: arcipelago, protocol: openid, issuer: "${issuer}"}
                  - {name: other, protocol: openid, issuer: "${issuer}/other", jwks_uri: "${issuer}/jwks"}
                projects:
                  - name: astro-elba
                    groups: {arcipelago: [astro]}
                    quota: {instances: 10, cores: 20, ram: 51200, port: 20, volumes: 3, gigabytes: 100, floatingip: 3}
                  - name: bio-elba
                    groups: {arcipelago: [bio]}
                  - name: big-elba
                    groups: {arcipelago: [astro]}
                    quota: {cores: 100, ram: -1}
                users:
                  - {name: operator, password_env: OPERATOR_PASSWORD, projects: [astro-elba]}
                application_credentials:
                  - {id: robot, user: operator, project: astro-elba, secret_env: ROBOT_SECRET}
            """;

    static final Map<String, String> SECRETS =
            Map.of("OPERATOR_PASSWORD", "a local password", "ROBOT_SECRET", "a robot's secret");

    final TestIssuer issuer;
    final TestClock clock = new TestClock();
    final SimulatedDriver driver = new SimulatedDriver();
    final SiteProcess process;
    private final List<SiteConnection> connections = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    TestSite(Path dataDir) {
        this(dataDir, UnaryOperator.identity());
    }

    TestSite(Path dataDir, UnaryOperator<String> config) {
        try {
            this.issuer = new TestIssuer();
            this.process =
                    SiteProcess.start(
                            SiteConfigReader.read(
                                    "test.yaml",
                                    config.apply(CONFIG),
                                    Map.of("issuer", issuer.url()),
                                    SECRETS),
                            dataDir,
                            0,
                            "test",
                            "given",
                            new DriverFactory("test", Map.of("given", new Given(driver))),
                            clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Given(SimulatedDriver driver) implements SiteDriverFactory {
        @Override
        public Optional<String> unavailableReason() {
            return Optional.empty();
        }

        @Override
        public SiteDriver create(String instance, String siteName, Path dataDir) {
            return driver;
        }
    }

    URI keystone() {
        return URI.create("http://127.0.0.1:" + process.port() + "/ELBA/identity");
    }

    static ConnectionSettings quick() {
        return new ConnectionSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                64,
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                500);
    }

    SiteConnection connection(ConnectionSettings settings) {
        SiteConnection connection = new SiteConnection(keystone(), settings, clock, Thread::sleep);
        connections.add(connection);
        return connection;
    }

    OpenStackClient client(Credentials credentials, String project) {
        return client(credentials, project, quick());
    }

    OpenStackClient client(Credentials credentials, String project, ConnectionSettings settings) {
        return OpenStackClient.open(
                connection(settings), credentials, ProjectScope.name(project), "RegionOne");
    }

    Credentials federated(String subject, String... groups) {
        return new Credentials.FederatedAccessToken(
                "arcipelago", "openid", () -> issuer.token(subject, groups));
    }

    OpenStackClient alice() {
        return client(federated("alice", "astro"), "astro-elba");
    }

    OpenStackClient bruno() {
        return client(federated("bruno", "bio"), "bio-elba");
    }

    HttpResponse<String> admin(String method, String path, String body) {
        return send(method, "/_admin" + path, body, Map.of());
    }

    void fault(String json) {
        HttpResponse<String> answer = admin("POST", "/faults", json);
        if (answer.statusCode() != 201) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    HttpResponse<String> send(
            String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connections.forEach(SiteConnection::close);
        http.close();
        process.close();
        issuer.close();
    }
}
