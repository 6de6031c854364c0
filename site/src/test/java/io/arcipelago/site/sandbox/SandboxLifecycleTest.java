package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stays and what goes: when a server stops, a site closes, or its process is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SandboxLifecycleTest {

    @TempDir Path directory;
    private SandboxSite site;

    @BeforeEach
    void openSite() throws IOException {
        site = SandboxSite.open(directory);
        site.externalNetwork();
    }

    @AfterEach
    void removeAll() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void stoppedServerKeepsDiskVolumeAndIdentityButLosesMemory() throws IOException {
        String address = site.external + ".10";
        site.tenantNetwork("net");
        site.router("router", 2, "net", Map.of(10, 5));
        site.driver.ensureVolume(new VolumeSpec("volume", 1));
        ServerSpec server =
                withVolume(site.server("server", "net", 5, "#!/bin/sh\necho run >>/root/runs\n"));
        site.driver.ensureServer(server);
        site.pin("server", address);
        site.awaitConsole("server", "finished at");
        site.onServer(address, "echo kept | sudo tee /srv/file; echo lost >/tmp/file");
        site.onServer(
                address,
                "sudo mkfs.ext4 -q /dev/vdb && sudo mount /dev/vdb /mnt && echo kept | sudo tee /mnt/file");

        site.driver.stopServer("server");
        assertThat(site.driver.isRunning("server")).isFalse();
        assertThat(site.driver.console("server", 5)).contains("arcipelago: power down");

        site.driver.ensureServer(server);
        await().atMost(Duration.ofSeconds(60)).until(() -> site.ssh(address, "true").succeeded());
        assertThat(site.onServer(address, "cat /srv/file; ls /tmp; sudo cat /root/runs"))
                .isEqualTo("kept\nrun");
        assertThat(site.onServer(address, "sudo mount /dev/vdb /mnt && cat /mnt/file"))
                .isEqualTo("kept");

        site.driver.removeServer("server");
        assertThat(site.driver.console("server", 5)).isEmpty();
        assertThat(directory.resolve("site/servers/server")).doesNotExist();
        assertThat(directory.resolve("site/volumes/volume.img")).exists();
    }

    @Test
    void subnetsOfTenantsMayOverlap() throws IOException {
        site.tenantNetwork("one");
        site.tenantNetwork("two");
        site.router("router-one", 2, "one", Map.of(10, 5));
        site.router("router-two", 3, "two", Map.of(11, 5));
        site.driver.ensureServer(site.server("first", "one", 5, ""));
        site.driver.ensureServer(site.server("second", "two", 5, ""));
        site.pin("first", site.external + ".10");
        site.pin("second", site.external + ".11");

        assertThat(site.onServer(site.external + ".10", "hostname")).isEqualTo("first");
        assertThat(site.onServer(site.external + ".11", "hostname")).isEqualTo("second");
    }

    @Test
    void floatingAddressMovesToAnotherServerAndAway() throws IOException {
        String address = site.external + ".10";
        site.tenantNetwork("net");
        site.router("router", 2, "net", Map.of(10, 5));
        site.driver.ensureServer(site.server("first", "net", 5, ""));
        site.driver.ensureServer(site.server("second", "net", 6, ""));
        site.pin("first", address);
        assertThat(site.onServer(address, "hostname")).isEqualTo("first");

        site.router("router", 2, "net", Map.of(10, 6));
        site.pin("second", address);
        assertThat(site.onServer(address, "hostname")).isEqualTo("second");

        site.router("router", 2, "net", Map.of());
        assertThat(site.ssh(address, "true").succeeded()).isFalse();
    }

    @Test
    void closingLeavesNothingButDisks() throws IOException {
        site.tenantNetwork("net");
        site.router("router", 2, "net", Map.of(10, 5));
        site.driver.ensureVolume(new VolumeSpec("volume", 1));
        site.driver.ensureServer(withVolume(site.server("server", "net", 5, "")));
        assertThat(site.leftovers()).isNotEmpty();

        site.driver.close();

        assertThat(site.leftovers()).isEmpty();
        assertThat(directory.resolve("site/servers/server/upper")).exists();
        assertThat(directory.resolve("site/volumes/volume.img")).exists();
    }

    @Test
    void forwardingIsSetBackWhenTheLastSiteCloses() throws IOException {
        Path forwarding = Path.of("/proc/sys/net/ipv4/ip_forward");
        site.driver.close();
        assumeAloneOnThisMachine();
        String before = Files.readString(forwarding).strip();

        site.externalNetwork();
        assertThat(Files.readString(forwarding).strip()).isEqualTo("1");
        site.driver.close();
        String after = Files.readString(forwarding).strip();

        // Another may have come meanwhile, and then forwarding rightly stays on.
        assumeAloneOnThisMachine();
        assertThat(after).isEqualTo(before);
    }

    private static void assumeAloneOnThisMachine() {
        Assumptions.assumeFalse(
                Command.run("nft", "list", "tables").contains("table ip arc"),
                "another instance runs on this machine");
    }

    @Test
    void serversSurviveTheDeathOfTheSiteAndAreFoundAgain() throws Exception {
        String address = site.external + ".10";
        killSiteWithServer();
        SandboxSite again = SandboxSite.reopen(directory, site.instance, site.external);

        again.driver.reconcile(Set.of("ext", "net"), Set.of("router"), Set.of(), Set.of("server"));

        assertThat(again.driver.isRunning("server")).isTrue();
        again.pin("server", address);
        assertThat(again.onServer(address, "hostname")).isEqualTo("server");
        assertThat(directory.resolve("site/volumes")).isEmptyDirectory();
        again.router("router", 2, "net", Map.of(12, 5));
        again.pin("server", site.external + ".12");
        assertThat(again.onServer(site.external + ".12", "hostname")).isEqualTo("server");
        again.driver.removeServer("server");
        assertThat(again.driver.isRunning("server")).isFalse();
    }

    @Test
    void reconcilingWithNothingRemovesAllThatADeadSiteLeft() throws Exception {
        killSiteWithServer();
        assertThat(site.leftovers()).isNotEmpty();
        List<Long> processes =
                Namespaces.processes(
                        SandboxNames.of(site.instance, SandboxSite.SITE).serverNamespace("server"));
        assertThat(processes).hasSizeGreaterThan(1);
        SandboxSite again = SandboxSite.reopen(directory, site.instance, site.external);

        again.driver.reconcile(Set.of(), Set.of(), Set.of(), Set.of());

        assertThat(again.leftovers()).isEmpty();
        assertThat(processes).noneMatch(SandboxLifecycleTest::runs);
        assertThat(directory.resolve("site/servers")).isEmptyDirectory();
    }

    @Test
    void cleanerRemovesAllThatADeadSiteLeftButDisks() throws Exception {
        killSiteWithServer();

        Command.run(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.arcipelago.site.sandbox.SandboxCleaner",
                "--instance",
                site.instance,
                "--data",
                directory.toString());

        assertThat(site.leftovers()).isEmpty();
        assertThat(directory.resolve("site/servers/server/upper")).exists();
    }

    @Test
    void serverThatCannotBootLeavesNothingAndSaysWhy() throws IOException {
        ServerSpec server = site.server("server", "missing", 5, "");

        assertThatThrownBy(() -> site.driver.ensureServer(server))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("Network missing does not exist");
        assertThat(site.leftovers()).noneMatch(left -> left.contains("-s-"));
    }

    @Test
    void missingTreeIsNamedWithItsRemedy() {
        assertThat(SandboxDriver.unavailableReason(directory))
                .get()
                .asString()
                .contains(directory + "/debian-12 is not built", "BaseImage");
    }

    @Test
    void externalNetworkThatOverlapsTheMachinesOwnIsRefused() {
        assertThatThrownBy(() ->
                        site.driver.ensureNetwork(
                                new NetworkSpec("bad", true, "127.0.0.0/16", "127.0.0.9")))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("overlaps 127.0.0.1/8 of this machine's interface lo");
    }

    /** Whether a process is there and more than an entry that the machine's init has to reap. */
    private static boolean runs(long pid) {
        return Machine.read(Path.of("/proc", Long.toString(pid), "stat"))
                .filter(stat -> !stat.contains(") Z "))
                .isPresent();
    }

    /** Runs a site in a process of its own and kills it as {@code kill -9} does. */
    private void killSiteWithServer() throws Exception {
        site.driver.close();
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DoomedSite.class.getName(),
                                directory.toString(),
                                site.instance,
                                site.external)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(DoomedSite.READY)) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo(DoomedSite.READY);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static ServerSpec withVolume(ServerSpec server) {
        return new ServerSpec(
                server.id(),
                server.hostname(),
                server.image(),
                server.vcpus(),
                server.ramMib(),
                server.diskGib(),
                server.ports(),
                server.authorizedKeys(),
                server.userData(),
                server.firewall(),
                List.of(new Attachment("volume", "/dev/vdb")));
    }
}
