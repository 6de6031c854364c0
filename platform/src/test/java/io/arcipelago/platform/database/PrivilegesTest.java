package io.arcipelago.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arcipelago.platform.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways of root; any other user has nothing to choose. */
class PrivilegesTest {

    @TempDir Path parent;

    @BeforeEach
    void onlyAsRoot() throws IOException {
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0);
    }

    @Test
    void anUnprivilegedUserGetsTheFilesAndCanMakeACluster() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(parent.resolve("database"));
        PostgresSettings settings =
                new PostgresSettings(home, TestPostgres.sharedBinaries(), 1, false, false);
        Path programs = PostgresBinaries.unpackedIn(settings.binaries());
        ServerPassword.in(home);

        Privileges.OTHER_USER.prepare(home, programs);
        new ClusterFiles(settings).create(programs, Privileges.OTHER_USER);

        assertThat(Files.getAttribute(settings.cluster(), "unix:uid")).isEqualTo(65534);
        assertThat(settings.cluster().resolve("PG_VERSION")).hasContent("18");
    }

    @Test
    void aDirectoryThatTheUnprivilegedUserCannotReachIsNamedWithTheRemedy() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        Path home = Files.createDirectory(parent.resolve("database"));
        Path programs = PostgresBinaries.unpackedIn(TestPostgres.sharedBinaries());

        assertThatThrownBy(() -> Privileges.OTHER_USER.prepare(home, programs))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("arcipelago.database.url");
    }
}
