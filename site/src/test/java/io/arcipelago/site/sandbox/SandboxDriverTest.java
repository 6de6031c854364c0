package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One site with two servers behind a router; every test talks to them by SSH. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SandboxDriverTest {

    private static final String SCRIPT =
            """
            #!/bin/bash
            echo "script ran as $(id -un) on $(hostname)"
            echo done >/var/lib/user-data-ran
            """;

    private static final String CLOUD_CONFIG =
            """
            #cloud-config
            hostname: renamed
            users:
              - default
              - name: eva
                groups: [adm]
                sudo: "ALL=(ALL) NOPASSWD:ALL"
            write_files:
              - path: /etc/from/cloud-config
                permissions: '0640'
                owner: root:adm
                content: |
                  it's written
            runcmd:
              - [sh, -c, "echo run as list > /run/one"]
              - exit 3
              - echo run as text > /run/two
            phone_home:
              url: http://example.org/
            """;

    private Path directory;
    private SandboxSite site;
    private String front;
    private String back;

    @BeforeAll
    void bootTwoServers(@TempDir Path temporary) throws IOException {
        directory = temporary;
        site = SandboxSite.open(directory);
        front = site.external + ".10";
        back = site.external + ".11";
        site.externalNetwork();
        site.tenantNetwork("net");
        site.router("router", 2, "net", Map.of(10, 5, 11, 6));
        long began = System.nanoTime();
        site.driver.ensureServer(site.server("front", "net", 5, SCRIPT));
        long created = System.nanoTime();
        site.pin("front", front);
        site.onServer(front, "true");
        System.out.printf(
                "Server created in %d ms, first SSH command answered after %d ms%n",
                Duration.ofNanos(created - began).toMillis(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        site.driver.ensureServer(site.server("back", "net", 6, CLOUD_CONFIG));
        site.pin("back", back);
        site.awaitConsole("front", "finished at");
        site.awaitConsole("back", "finished at");
    }

    @AfterAll
    void removeAll() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void floatingAddressReachesServerWithItsOwnIdentity() {
        assertThat(site.onServer(front, "hostname; id -un; sudo id -un"))
                .isEqualTo("front\ndebian\nroot");
        assertThat(site.onServer(front, "ip -br -4 address show eth0")).contains("10.0.0.5/24");
        assertThat(site.driver.isRunning("front")).isTrue();
    }

    @Test
    void networkThatSharesTwoDigitsWithTheExternalOneTakesNothingOfItAway() {
        SandboxNames names = SandboxNames.of("any", "any");
        String alike =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "alike-" + i)
                        .filter(it ->
                                names.externalInterface(it).equals(names.externalInterface("ext")))
                        .findFirst()
                        .orElseThrow();
        site.tenantNetwork(alike);

        site.driver.removeNetwork(alike);
        // A removal may come again, when nobody remembers what kind of network it was.
        site.driver.removeNetwork(alike);

        assertThat(site.onServer(front, "hostname")).isEqualTo("front");
    }

    @Test
    void scriptInUserDataRunsOnceAsRootAndWritesToConsole() {
        assertThat(site.driver.console("front", 500)).contains("script ran as root on front");
        assertThat(site.onServer(front, "cat /var/lib/user-data-ran")).isEqualTo("done");
    }

    @Test
    void cloudConfigIsAppliedAndUnknownKeysAreNamedOnConsole() {
        assertThat(site.onServer(back, "hostname; cat /run/one /run/two"))
                .isEqualTo("renamed\nrun as list\nrun as text");
        assertThat(site.onServer(back, "sudo stat -c '%a %U:%G' /etc/from/cloud-config"))
                .isEqualTo("640 root:adm");
        assertThat(site.onServer(back, "sudo cat /etc/from/cloud-config"))
                .isEqualTo("it's written");
        assertThat(site.onServer(back, "sudo -u eva sudo id -un; id -nG eva"))
                .isEqualTo("root\neva adm");
        assertThat(site.driver.console("back", 500))
                .contains(
                        "cloud-init: warning: 'phone_home' is not supported; ignored",
                        "cloud-init: warning: runcmd failed with exit code 3");
    }

    @Test
    void serversOfOneNetworkReachEachOtherDirectlyAndByFloatingAddress() {
        String banner =
                "timeout 5 python3 -c \"import socket; print(socket.create_connection(('%s', 22), 5).recv(7))\"";
        assertThat(site.onServer(front, banner.formatted("10.0.0.6"))).contains("SSH-2.0");
        assertThat(site.onServer(front, banner.formatted(back))).contains("SSH-2.0");
    }

    @Test
    void machineStaysHiddenAndProtected() {
        assertThat(site.onServer(front, "sudo sh -c 'ls -d " + directory + " 2>&1 || true'"))
                .contains("No such file");
        assertThat(site.onServer(front, "sudo mknod /root/disk b 254 0 2>&1 || true"))
                .contains("not permitted");
        assertThat(site.onServer(front, "sudo ip link set eth0 mtu 1300 2>&1 || true"))
                .contains("not permitted");
        assertThat(
                        site.onServer(
                                front, "sudo sh -c 'echo 1 >/proc/sys/vm/swappiness' 2>&1 || true"))
                .contains("Read-only");
        assertThat(site.onServer(front, "ps -e -o comm= | head -1")).isEqualTo("init");
        assertThat(site.onServer(front, "ps -e | wc -l").length()).isLessThan(3);
    }

    @Test
    void orphansAreReapedByFirstProcess() {
        site.onServer(front, "sh -c '(sleep 0.2 &) &' >/dev/null 2>&1");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        site.onServer(
                                        front,
                                        "ps -e -o stat,comm | grep -c '^Z\\|sleep 0.2' || true")
                                .equals("0"));
    }

    @Test
    void portIsClosedUntilFirewallOpensItAndClosedAgain() throws IOException {
        site.onServer(back, "nohup python3 -m http.server 8080 >/dev/null 2>&1 &");
        site.onServer(
                back,
                "for i in $(seq 100); do python3 -c \"import socket; socket.create_connection(('127.0.0.1', 8080))\" 2>/dev/null && exit 0; sleep 0.1; done; exit 1");
        assertThat(connects(back, 8080)).isFalse();

        site.driver.ensureFirewall(
                "back", List.of(SandboxSite.SSH, SandboxSite.EGRESS, SandboxSite.tcp(8080)));
        assertThat(connects(back, 8080)).isTrue();

        site.driver.ensureFirewall("back", List.of(SandboxSite.SSH, SandboxSite.EGRESS));
        assertThat(connects(back, 8080)).isFalse();
    }

    @Test
    void volumeKeepsItsDataFromServerToServer() {
        site.driver.ensureVolume(new VolumeSpec("volume", 1));
        site.driver.ensureAttachments("front", List.of(new Attachment("volume", "/dev/vdb")));
        site.onServer(
                front,
                "sudo mkfs.ext4 -q /dev/vdb && sudo mount /dev/vdb /mnt && echo kept | sudo tee /mnt/file");

        site.driver.ensureAttachments("front", List.of());
        assertThat(site.onServer(front, "ls /dev/vdb /mnt 2>&1 || true")).contains("No such file");

        site.driver.ensureAttachments("back", List.of(new Attachment("volume", "/dev/vdc")));
        assertThat(site.onServer(back, "sudo mount /dev/vdc /mnt && cat /mnt/file"))
                .isEqualTo("kept");
        site.driver.ensureAttachments("back", List.of());
        site.driver.removeVolume("volume");
        assertThatThrownBy(() ->
                        site.driver.ensureAttachments(
                                "back", List.of(new Attachment("volume", "/dev/vdb"))))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("Volume volume does not exist");
    }

    @Test
    void volumeInUseIsNotTornAway() {
        site.driver.ensureVolume(new VolumeSpec("busy", 1));
        site.driver.ensureAttachments("front", List.of(new Attachment("busy", "/dev/vdd")));
        site.onServer(
                front,
                "sudo mkfs.ext4 -q /dev/vdd && sudo mkdir -p /srv/busy && sudo mount /dev/vdd /srv/busy");
        site.onServer(front, "(cd /srv/busy && exec sleep 300) </dev/null >/dev/null 2>&1 &");
        assertThatThrownBy(() -> site.driver.ensureAttachments("front", List.of()))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("in use at /srv/busy");
        site.onServer(front, "pkill -f '^sleep 300'");
        await().atMost(Duration.ofSeconds(60))
                .ignoreException(SiteDriverException.class)
                .untilAsserted(() -> site.driver.ensureAttachments("front", List.of()));
    }

    @Test
    void memoryAndProcessorsAreLimitedWhereTheMachineCan() throws IOException {
        String group = SandboxNames.of(site.instance, SandboxSite.SITE).serverNamespace("front");
        List<String> limits =
                Command.run(
                                "find",
                                "/sys/fs/cgroup",
                                "-path",
                                "*/" + group + "/*",
                                "-name",
                                "memory.limit_in_bytes",
                                "-o",
                                "-path",
                                "*/" + group + "/*",
                                "-name",
                                "memory.max")
                        .lines()
                        .toList();
        Assumptions.assumeFalse(limits.isEmpty(), "this machine has no memory control group");
        assertThat(Machine.read(Path.of(limits.getFirst()))).contains("536870912");
        assertThat(Machine.read(Path.of(limits.getFirst()).resolveSibling("cgroup.procs")))
                .isNotEmpty()
                .get()
                .asString()
                .isNotBlank();
    }

    @Test
    void packagesInstallFromMirrorAndTheirServiceStartsWithoutSystemd() throws IOException {
        String source =
                Machine.read(
                                BaseImage.tree(BaseImage.defaultDirectory(), "debian-12")
                                        .resolve("etc/apt/sources.list"))
                        .orElseThrow();
        String mirror = source.split("\\s+", 3)[1] + "/dists/bookworm/InRelease";
        Assumptions.assumeTrue(
                Command.attempt("curl", "-fsSLI", "--max-time", "10", mirror).succeeded(),
                "this machine reaches no Debian mirror at " + mirror);
        assertThat(site.onServer(front, "sudo apt-get update -q 2>&1")).contains("Reading package");
        site.onServer(
                front,
                "sudo DEBIAN_FRONTEND=noninteractive apt-get install -q -y nginx-light 2>&1");
        site.onServer(front, "sudo service nginx restart");
        site.onServer(front, "sudo service nginx status");
        assertThat(page()).contains("nginx");

        site.driver.stopServer("front");
        site.driver.ensureServer(site.server("front", "net", 5, SCRIPT));
        await().atMost(Duration.ofSeconds(60)).until(() -> page().contains("nginx"));
    }

    private String page() {
        site.driver.ensureFirewall(
                "front",
                List.of(
                        SandboxSite.SSH,
                        SandboxSite.PING,
                        SandboxSite.EGRESS,
                        SandboxSite.tcp(80)));
        return Command.attempt("curl", "-sS", "--max-time", "5", "http://" + front + "/").output();
    }

    @Test
    void serversAreMadeAndRemovedAtTheSameTime() throws Exception {
        List<Callable<String>> lives = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int octet = 20 + i;
            String id = "crowd-" + i;
            lives.add(() -> {
                site.driver.ensureServer(site.server(id, "net", octet, ""));
                site.awaitConsole(id, "finished at");
                String name = site.driver.console(id, 1).getFirst();
                long began = System.nanoTime();
                site.driver.removeServer(id);
                System.out.printf(
                        "Server removed in %d ms%n",
                        Duration.ofNanos(System.nanoTime() - began).toMillis());
                return name;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> life : threads.invokeAll(lives)) {
                assertThat(life.get()).matches("crowd-\\d login:|");
            }
        }
        assertThat(site.leftovers()).noneMatch(left -> left.contains("crowd"));
    }

    @Test
    void imageWithoutTreeIsRefusedByName() throws IOException {
        ServerSpec like = site.server("other", "net", 9, "");
        assertThatThrownBy(() ->
                        site.driver.ensureServer(
                                new ServerSpec(
                                        "other",
                                        "other",
                                        "rocky-9",
                                        1,
                                        512,
                                        10,
                                        like.ports(),
                                        List.of(),
                                        like.userData(),
                                        List.of(),
                                        List.of())))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("rocky-9 has no sandbox tree");
    }

    private static boolean connects(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
