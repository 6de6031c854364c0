package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootFilesTest {

    @Test
    void serverKnowsItsNameUnderItsOwnAddress() {
        BootFiles boot = boot("vm-1.elba.example", "");
        assertThat(text(boot, "hosts"))
                .isEqualTo("127.0.0.1 localhost\n10.0.0.5 vm-1.elba.example vm-1\n");
        assertThat(text(boot, "hostname")).isEqualTo("vm-1.elba.example\n");
    }

    @Test
    void keysOfServerAndCloudConfigGoToTheDefaultUser() {
        BootFiles boot = boot("vm", "#cloud-config\nssh_authorized_keys:\n  - ssh-rsa BBBB\n");
        assertThat(text(boot, "keys-debian")).isEqualTo("ssh-ed25519 AAAA\nssh-rsa BBBB\n");
        assertThat(text(boot, "configure.sh")).contains("add_keys debian \"$here/keys-debian\"");
    }

    @Test
    void valuesOfCloudConfigAreQuotedForTheShell() {
        BootFiles boot =
                boot(
                        "vm",
                        """
                        #cloud-config
                        runcmd:
                          - [echo, "it's; rm -rf /"]
                        write_files:
                          - path: "/tmp/a'b"
                            encoding: b64
                            content: aGVsbG8=
                        """);
        assertThat(text(boot, "finish.sh"))
                .contains("sh -c ''\\''echo'\\'' '\\''it'\\''\\'\\'''\\''s; rm -rf /'\\'''");
        assertThat(text(boot, "configure.sh")).contains("chmod 0644 '/tmp/a'\\''b'");
        assertThat(boot.files().values())
                .anySatisfy(bytes -> assertThat(bytes).asString().isEqualTo("hello"));
    }

    @Test
    void whatIsNotDoneIsSaidOnTheConsole() {
        BootFiles boot =
                boot(
                        "vm",
                        """
                        #cloud-config
                        ntp: {enabled: true}
                        hostname: "not a name"
                        packages: [good, "--bad"]
                        users:
                          - name: eva
                            passwd: x
                          - name: "e;va"
                        """);
        assertThat(text(boot, "configure.sh"))
                .contains(
                        "warn ''\\''ntp'\\'' is not supported; ignored'",
                        "is no host name; ignored'",
                        "'\\''--bad'\\'' is no package name",
                        "'\\''passwd'\\'' of eva is not supported",
                        "'\\''e;va'\\'' is no user name");
        assertThat(text(boot, "finish.sh")).contains("-- good ||").doesNotContain("--bad");
        assertThat(boot.hostname()).isEqualTo("vm");
    }

    @Test
    void brokenYamlIsAWarningAndTheServerBootsAllTheSame() {
        assertThat(text(boot("vm", "#cloud-config\nusers: [\n"), "configure.sh"))
                .contains("#cloud-config is not valid YAML");
    }

    @Test
    void userDataOfAnotherKindIsAWarning() {
        assertThat(text(boot("vm", "Content-Type: multipart/mixed"), "configure.sh"))
                .contains("neither a #! script nor a #cloud-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-vm", "vm;reboot", "a b", "vm$(id)"})
    void nameThatIsNoHostNameIsRefused(String name) {
        assertThatThrownBy(() -> boot(name, ""))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("is no host name");
    }

    private static BootFiles boot(String hostname, String userData) {
        return BootFiles.of(
                new ServerSpec(
                        "id",
                        hostname,
                        "debian-12",
                        1,
                        512,
                        10,
                        List.of(
                                new ServerSpec.Port(
                                        "port",
                                        "net",
                                        "fa:16:3e:00:00:01",
                                        "10.0.0.5/24",
                                        Optional.empty())),
                        List.of("ssh-ed25519 AAAA"),
                        Optional.of(userData).filter(text -> !text.isEmpty()),
                        List.of(),
                        List.of()));
    }

    private static String text(BootFiles boot, String name) {
        Map<String, byte[]> files = boot.files();
        assertThat(files).containsKey(name);
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
