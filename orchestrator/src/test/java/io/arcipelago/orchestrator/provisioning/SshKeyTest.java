package io.arcipelago.orchestrator.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyTest {

    private static final Path SSH_KEYGEN = Path.of("/usr/bin/ssh-keygen");

    @TempDir private Path directory;

    /** Repeated, as the padding depends on the comment only but the key's bytes on chance. */
    @RepeatedTest(3)
    void opensshReadsThePrivateKeyAndFindsTheSamePublicOne()
            throws IOException, InterruptedException {
        assumeThat(SSH_KEYGEN).as("OpenSSH's ssh-keygen is not installed here").isExecutable();
        for (String comment : new String[] {"a", "arcipelago-0123456789ab", "ab cd"}) {
            SshKey key = SshKey.generate(comment);
            Path file = directory.resolve("key-" + comment.length());
            Files.writeString(file, key.privateFile());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Process keygen =
                    new ProcessBuilder(SSH_KEYGEN.toString(), "-y", "-f", file.toString())
                            .redirectErrorStream(true)
                            .start();
            String told =
                    new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keygen.waitFor()).as(told).isZero();
            assertThat(told.strip()).isEqualTo(key.publicLine());
        }
    }

    @Test
    void eachKeyIsNewAndNeverPrinted() {
        SshKey one = SshKey.generate("x");
        SshKey other = SshKey.generate("x");
        assertThat(one.publicLine()).startsWith("ssh-ed25519 ").endsWith(" x");
        assertThat(one.privateFile()).isNotEqualTo(other.privateFile());
        assertThat(one.toString()).doesNotContain("PRIVATE KEY");
    }
}
