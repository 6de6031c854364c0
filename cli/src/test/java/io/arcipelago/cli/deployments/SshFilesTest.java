package io.arcipelago.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.deployments.Credentials.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshFilesTest {

    private static Credentials credentials(String user, String address) {
        return new Credentials(
                user,
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA",
                List.of(new Host("server", address, List.of(address + " ssh-ed25519 AAAAC3"))));
    }

    @Test
    void theCommandTrustsTheKnownHostKeysOnly() {
        SshFiles files = SshFiles.of(credentials("debian", "10.1.0.7"), Path.of("/home/a b/ssh"));

        assertThat(files.commands())
                .containsExactly(
                        "ssh -i '/home/a b/ssh/key' -o IdentitiesOnly=yes -o"
                                + " UserKnownHostsFile='/home/a b/ssh/known_hosts' -o"
                                + " StrictHostKeyChecking=yes debian@10.1.0.7");
        assertThat(files.knownHostsText()).isEqualTo("10.1.0.7 ssh-ed25519 AAAAC3\n");
        assertThat(files.keyText()).endsWith("AAAA\n");
    }

    @Test
    void namesThatWouldBeReadByAShellAreRefused() {
        Path directory = Path.of("/tmp/x");

        assertThatThrownBy(() -> SshFiles.of(credentials("a;reboot", "10.1.0.7"), directory))
                .hasMessageContaining("user name");
        assertThatThrownBy(() -> SshFiles.of(credentials("a", "-oProxyCommand=x"), directory))
                .hasMessageContaining("address");
    }

    @Test
    void printingDoesNotShowTheKey() {
        Credentials credentials = credentials("debian", "10.1.0.7");

        assertThat(credentials.toString()).doesNotContain("OPENSSH");
        assertThat(SshFiles.of(credentials, Path.of("/tmp/x")).toString())
                .doesNotContain("OPENSSH");
    }
}
