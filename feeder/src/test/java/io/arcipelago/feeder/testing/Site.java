package io.arcipelago.feeder.testing;

import io.arcipelago.site.DriverFactory;
import io.arcipelago.site.SiteProcess;
import io.arcipelago.site.config.SiteConfig;
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
import java.util.Map;

/**
 * The site in a box, with two regions and two projects, behind a door that can be tampered with.
 */
public final class Site implements AutoCloseable {

    private static final String CONFIG =
            """
            sites:
              - name: ELBA
                regions: [north, south]
                token_lifetime: 3600
                page_limit: 2
                external_network: {name: wan, cidr: 198.18.10.0/24}
                flavors:
                  - {name: small, vcpus: 1, ram_mib: 1024, disk_gib: 10}
                  - {name: large, vcpus: 8, ram_mib: 16384, disk_gib: 40}
                  - {name: huge, vcpus: 24, ram_mib: 98304, disk_gib: 80}
                images:
                  - {name: debian-12, size_mib: 400, properties: {os_distro: debian, os_version: "12"}}
                  - {name: ubuntu-24.04, size_mib: 500, properties: {os_distro: ubuntu, os_version: "24.04"}}
                  - {name: odd, size_mib: 500, properties: {os_type: templeos}}
                identity_providers:
                  - {name: iam, protocol: openid, issuer: "${issuer}"}
                projects:
                  - name: astro
                    groups: {iam: [astro]}
                    quota: {instances: 10, cores: 20, ram: -1, volumes: 3, gigabytes: 100, floatingip: 3}
                  - name: bio
                    groups: {iam: [bio]}
            """;

    private final SiteProcess process;
    private final TamperingProxy door;
    private final HttpClient http = HttpClient.newHttpClient();

    public Site(String issuer, Path directory) {
        try {
            process =
                    SiteProcess.start(
                            SiteConfigReader.read(
                                    "test.yaml", CONFIG, Map.of("issuer", issuer), Map.of()),
                            directory,
                            0,
                            "test",
                            "simulated",
                            new DriverFactory(
                                    "test", Map.of("simulated", new SimulatedDriver.Factory())),
                            InstantSource.system());
            door = new TamperingProxy(process.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The identity endpoint, as configuration names it. */
    public String keystone() {
        return "http://127.0.0.1:" + door.port() + "/ELBA/identity/v3";
    }

    public TamperingProxy door() {
        return door;
    }

    public static String project(String name) {
        return SiteConfig.projectId("ELBA", name);
    }

    /** A feeder's file for this site. */
    public String file(String issuer) {
        return """
        trusted_idps:
          - issuer: %1$s
            group_claim: groups
            user_groups:
              - name: astro
                slas: [{doc_uuid: doc-astro, start_date: 2024-01-01, end_date: 2037-12-31}]
              - name: bio
                slas: [{doc_uuid: doc-bio, start_date: 2024-01-01, end_date: 2037-12-31}]
        openstack:
          - name: ELBA
            auth_url: %2$s
            identity_providers: [{endpoint: "%1$s", name: iam, protocol: openid}]
            regions: [{name: north}, {name: south}]
            projects:
              - id: '%3$s'
                x_name: astro-by-file
                sla: doc-astro
                per_user_limits: {compute: {cores: 4}}
              - id: '%4$s'
                x_name: bio-by-file
                sla: doc-bio
        """
                .formatted(issuer, keystone(), project("astro"), project("bio"));
    }

    /** Injects a fault; the members are those of the site's administrative interface. */
    public void fault(String json) {
        if (send("POST", "/_admin/faults", json) != 201) {
            throw new IllegalArgumentException(json);
        }
    }

    /** Ends all faults and all tampering. */
    public void heal() {
        send("DELETE", "/_admin/faults", "");
        door.tamper((_, _, answer) -> answer);
    }

    private int send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        send("DELETE", "/_admin/faults", "");
        http.close();
        door.close();
        process.close();
    }
}
