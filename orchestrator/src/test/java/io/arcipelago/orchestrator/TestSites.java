package io.arcipelago.orchestrator;

import io.arcipelago.site.DriverFactory;
import io.arcipelago.site.SiteDriverFactory;
import io.arcipelago.site.SiteProcess;
import io.arcipelago.site.config.SiteConfigReader;
import io.arcipelago.site.simulated.SimulatedDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two cloud sites in this process, ELBA and ISCHIA, whose servers are simulated. ELBA has more room
 * and so comes first.
 */
final class TestSites implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SITE =
            """
              - name: %1$s
                regions: [RegionOne]
                token_lifetime: 3600
                delays: {server_build: 0}
                capacity: {vcpus: 400, ram_mib: 800000}
                external_network: {name: public, cidr: 198.18.%2$d.0/24}
                flavors:
                  - {name: small, vcpus: 1, ram_mib: 2048, disk_gib: 10}
                  - {name: medium, vcpus: 4, ram_mib: 8192, disk_gib: 20}
                images:
                  - {name: debian-12, min_disk_gib: 3, size_mib: 400, properties: {os_type: linux, os_distro: debian, os_version: "12"}}
                identity_providers:
                  - {name: arcipelago, protocol: openid, issuer: "${issuer}"}
                projects:
                  - name: astro
                    groups: {arcipelago: [astro]}
                    quota: {instances: %3$d, cores: %3$d, ram: 409600, port: 100, volumes: 20, gigabytes: 500, floatingip: %3$d, network: 50, subnet: 50, router: 50, security_group: 50, security_group_rule: 400}
            """;

    private final SiteProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    TestSites(String issuer, Path directory) {
        this(issuer, directory, "simulated", new SimulatedDriver.Factory());
    }

    /** Sites with another driver, which says of itself that its servers are of this kind. */
    TestSites(String issuer, Path directory, String kind, SiteDriverFactory driver) {
        String config =
                "sites:\n" + SITE.formatted("ELBA", 10, 40) + SITE.formatted("ISCHIA", 11, 20);
        try {
            process =
                    SiteProcess.start(
                            SiteConfigReader.read(
                                    "test.yaml", config, Map.of("issuer", issuer), Map.of()),
                            directory,
                            0,
                            "test",
                            kind,
                            new DriverFactory("test", Map.of(kind, driver)),
                            InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The properties by which an orchestrator knows these sites. */
    List<String> properties() {
        List<String> all = new ArrayList<>();
        List<String> names = List.of("ELBA", "ISCHIA");
        for (int i = 0; i < names.size(); i++) {
            String site = "arcipelago.federation.sites[" + i + "].";
            all.add(site + "provider=" + names.get(i));
            all.add(site + "region=RegionOne");
            all.add(site + "keystone=" + url() + "/" + names.get(i) + "/identity/v3");
            all.add(site + "identity-provider=arcipelago");
            all.add(site + "projects.astro=astro");
            all.add(site + "slas.astro=sla-" + names.get(i));
        }
        return all;
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    /** Injects a fault; the members are those of the site's administrative interface. */
    void fault(String json) {
        HttpResponse<String> answer = send("POST", "/_admin/faults", json);
        if (answer.statusCode() != 201) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    /** Whether every fault that was injected has struck as often as it was to. */
    boolean allFaultsHaveStruck() {
        return JSON.readTree(send("GET", "/_admin/faults", "").body()).get("faults").isEmpty();
    }

    void heal() {
        send("DELETE", "/_admin/faults", "");
    }

    /** What tenants have on both sites, each as {@code site kind name}. */
    List<String> objects() {
        List<String> found = new ArrayList<>(objects("ELBA"));
        found.addAll(objects("ISCHIA"));
        return found;
    }

    List<String> objects(String site) {
        List<String> found = new ArrayList<>();
        JsonNode body = JSON.readTree(send("GET", "/_admin/objects?site=" + site, "").body());
        for (JsonNode it : body.get("objects")) {
            found.add(
                    "%s %s %s"
                            .formatted(site, it.get("kind").asString(), it.get("name").asString()));
        }
        return found;
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
