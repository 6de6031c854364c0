package io.arcipelago.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.platform.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLauncherTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir Path home;
    private PostgresSettings settings =
            new PostgresSettings(Path.of("/"), TestPostgres.sharedBinaries(), 0, true, false);

    @BeforeEach
    void choosePort() {
        settings =
                new PostgresSettings(
                        home, TestPostgres.sharedBinaries(), TestPostgres.freePort(), true, false);
    }

    @AfterEach
    void stop() {
        new PostgresLauncher(settings).stop();
    }

    @Test
    void commitsReachTheDiskAndTheServerIsSafeByDefault() throws SQLException, IOException {
        RunningPostgres server = new PostgresLauncher(settings).start();

        assertThat(setting(server, "fsync")).isEqualTo("on");
        assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
        assertThat(setting(server, "data_checksums")).isEqualTo("on");
        assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting(server, "server_encoding")).isEqualTo("UTF8");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.resolve("password"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() ->
                        DriverManager.getConnection(server.url(), server.username(), "guessed"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void everythingCommittedSurvivesAKilledJvmAndItsServerIsFoundAgain() throws SQLException {
        List<Integer> committed;
        try (ChildJvm child = committingChild(false)) {
            await().atMost(DEADLINE).until(() -> child.lines().size() > 50);
            child.kill();
            committed = committed(child.lines());
        }

        RunningPostgres server = new PostgresLauncher(settings).start();

        assertThat(server.reattached()).isTrue();
        assertThat(entries(server)).containsAll(committed);
    }

    @Test
    void everythingCommittedSurvivesAKilledServer() throws SQLException {
        List<Integer> committed;
        try (ChildJvm child = committingChild(false)) {
            await().atMost(DEADLINE).until(() -> child.lines().size() > 50);
            long postmaster = PostmasterPid.alive(settings.cluster()).orElseThrow().pid();
            assertThat(ProcessHandle.of(postmaster).orElseThrow().destroyForcibly()).isTrue();
            child.kill();
            committed = committed(child.lines());
        }

        RunningPostgres server = new PostgresLauncher(settings).start();

        assertThat(server.reattached()).isFalse();
        assertThat(entries(server)).containsAll(committed);
    }

    @Test
    void aServerTiedToItsJvmEndsWhenTheJvmIsKilled() {
        try (ChildJvm child = committingChild(true)) {
            await().atMost(DEADLINE).until(() -> child.lines().size() > 5);
            child.kill();
        }

        await().atMost(DEADLINE).until(() -> PostmasterPid.alive(settings.cluster()).isEmpty());
    }

    @Test
    void aTakenPortIsReportedWithTheProgramThatHoldsIt() throws IOException {
        try (ServerSocket other =
                new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();

            assertThatThrownBy(() -> new PostgresLauncher(settings).start())
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("Port " + settings.port())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws IOException, SQLException {
        Path halfMade = Files.createDirectories(home.resolve("cluster.new"));
        Files.writeString(halfMade.resolve("PG_VERSION"), "18");

        RunningPostgres server = new PostgresLauncher(settings).start();

        assertThat(setting(server, "data_directory")).isEqualTo(home + "/cluster");
    }

    @Test
    void aPidFileOfAnotherProgramDoesNotStandInTheWay() throws IOException {
        new PostgresLauncher(settings).start();
        new PostgresLauncher(settings).stop();
        Files.writeString(
                settings.cluster().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + settings.cluster() + "\n0\n5432\n");

        RunningPostgres server = new PostgresLauncher(settings).start();

        assertThat(server.reattached()).isFalse();
    }

    @Test
    void theShellEntryStartsReportsAndStops() {
        String[] options = {
            "--data", home.toString(),
            "--port", String.valueOf(settings.port()),
            "--binaries", TestPostgres.sharedBinaries().toString()
        };

        assertThat(PostgresControl.run(command("status", options))).isEqualTo(3);
        assertThat(PostgresControl.run(command("start", options))).isZero();
        assertThat(PostgresControl.run(command("status", options))).isZero();
        assertThat(PostgresControl.run(command("stop", options))).isZero();
        assertThat(PostgresControl.run(command("status", options))).isEqualTo(3);
        assertThat(PostgresControl.run(command("dance", options))).isEqualTo(2);
    }

    private ChildJvm committingChild(boolean stopWithJvm) {
        return ChildJvm.start(
                CommittingMain.class,
                home.toString(),
                settings.binaries().toString(),
                String.valueOf(settings.port()),
                String.valueOf(stopWithJvm));
    }

    private static List<Integer> committed(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("committed "))
                .map(line -> Integer.valueOf(line.substring("committed ".length())))
                .toList();
    }

    private static String[] command(String action, String[] options) {
        List<String> all = new ArrayList<>(List.of(action));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static String setting(RunningPostgres server, String name) throws SQLException {
        return query(server, "show " + name).getFirst();
    }

    private static List<Integer> entries(RunningPostgres server) throws SQLException {
        return query(server, "select number from public.entry").stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> query(RunningPostgres server, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                server.url(), server.username(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
