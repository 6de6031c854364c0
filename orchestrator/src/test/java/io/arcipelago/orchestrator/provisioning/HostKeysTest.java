package io.arcipelago.orchestrator.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostKeysTest {

    private static final String KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIHl9YyVQd2xvY2FsaG9zdGtleWZvcg";
    private static final String BEGIN = "-----BEGIN SSH HOST KEY KEYS-----\n";
    private static final String END = "-----END SSH HOST KEY KEYS-----\n";

    @Test
    void keysAreReadFromTheBlockThatCloudInitWrites() {
        String console =
                "[   12.3] cloud-init: done\n"
                        + BEGIN
                        + "ecdsa-sha2-nistp256 "
                        + KEY
                        + "A= root@server\n"
                        + "ssh-ed25519 "
                        + KEY
                        + " root@server\n"
                        + END
                        + "login: ";
        assertThat(HostKeys.inConsole(console))
                .containsExactly("ecdsa-sha2-nistp256 " + KEY + "A=", "ssh-ed25519 " + KEY);
    }

    @Test
    void theLastBlockCountsSinceTheServerMayHaveBeenRebuilt() {
        String console =
                BEGIN
                        + "ssh-ed25519 "
                        + KEY
                        + "OLD\n"
                        + END
                        + BEGIN
                        + "ssh-ed25519 "
                        + KEY
                        + "NEW\n"
                        + END;
        assertThat(HostKeys.inConsole(console)).containsExactly("ssh-ed25519 " + KEY + "NEW");
    }

    @Test
    void aBlockThatIsStillBeingWrittenAndKeysOutsideOfOneDoNotCount() {
        assertThat(HostKeys.inConsole("")).isEmpty();
        assertThat(HostKeys.inConsole(BEGIN + "ssh-ed25519 " + KEY + "\n")).isEmpty();
        assertThat(HostKeys.inConsole("ssh-ed25519 " + KEY + "\n")).isEmpty();
    }
}
