package io.arcipelago.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, finds and stops the bundled PostgreSQL: loopback only, data checksums, password
 * authentication, every commit on disk.
 *
 * <p>A server outlives a killed JVM; the next start re-attaches to it. Throws {@link
 * DatabaseUnavailableException} with the reason when it cannot be had.
 */
public final class PostgresLauncher {

    static final String USERNAME = "arcipelago";

    private static final Logger log = LoggerFactory.getLogger(PostgresLauncher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final long LOG_LIMIT_BYTES = 10_000_000;

    /** Held for the life of the JVM: a collected process object would close its pipe. */
    private static final Queue<Process> STOPPERS = new ConcurrentLinkedQueue<>();

    private final PostgresSettings settings;

    public PostgresLauncher(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Starts the server, or re-attaches to the one of this directory that already runs. */
    public RunningPostgres start() {
        try {
            createHome();
            try (FileChannel channel =
                            FileChannel.open(
                                    settings.home().resolve("launcher.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                Optional<RunningPostgres> running = attach();
                return running.isPresent() ? running.get() : launch();
            }
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "PostgreSQL cannot be started in " + settings.home() + ": " + e, e);
        }
    }

    /** Stops the server after disconnecting its clients; does nothing when none runs. */
    public void stop() {
        if (PostmasterPid.alive(settings.cluster()).isEmpty()) {
            return;
        }
        try {
            Path programs = PostgresBinaries.unpackedIn(settings.binaries());
            Privileges privileges = Privileges.choose(settings.home(), programs);
            Commands.Result stopped =
                    Commands.run(
                            privileges.command(stopCommand(programs, "fast")), settings.home());
            if (!stopped.succeeded() && status().isPresent()) {
                throw new DatabaseUnavailableException(
                        "PostgreSQL in "
                                + settings.cluster()
                                + " did not stop: "
                                + stopped.output());
            }
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "PostgreSQL in " + settings.cluster() + " cannot be stopped: " + e, e);
        }
    }

    /** The server of this directory, if one runs and accepts connections. */
    public Optional<RunningPostgres> status() {
        try {
            return PostmasterPid.alive(settings.cluster())
                            .filter(found -> found.port() != 0)
                            .isPresent()
                    ? probe(ServerPassword.in(settings.home()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The password in " + settings.home() + " cannot be read: " + e, e);
        }
    }

    /** Whether the last server ended without a shutdown, by a kill or a crash of the machine. */
    boolean wasKilled() {
        return Files.exists(settings.cluster().resolve("postmaster.pid"))
                && PostmasterPid.alive(settings.cluster()).isEmpty();
    }

    /** Waits for a server that is alive, which may be starting, recovering or ending. */
    private Optional<RunningPostgres> attach() throws IOException {
        if (!Files.isDirectory(settings.cluster())) {
            return Optional.empty();
        }
        String password = ServerPassword.in(settings.home());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (PostmasterPid.alive(settings.cluster()).isPresent()) {
            Optional<RunningPostgres> running = probe(password);
            if (running.isPresent()) {
                RunningPostgres server = running.get();
                if (server.port() != settings.port()) {
                    log.warn(
                            "PostgreSQL of {} already runs on port {} instead of {};"
                                    + " stop it to move it",
                            settings.home(),
                            server.port(),
                            settings.port());
                }
                if (settings.stopWithJvm()) {
                    stopWithJvm(PostgresBinaries.unpackedIn(settings.binaries()));
                }
                return running;
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseUnavailableException(
                        "A PostgreSQL runs on "
                                + settings.cluster()
                                + " but accepts no connection; see "
                                + settings.log());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private Optional<RunningPostgres> probe(String password) {
        Optional<PostmasterPid> found =
                PostmasterPid.alive(settings.cluster()).filter(server -> server.port() != 0);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String url = url(found.get().port());
        try (Connection connection = DriverManager.getConnection(url, USERNAME, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show data_directory")) {
            rows.next();
            if (!Path.of(rows.getString(1)).equals(settings.cluster())) {
                return Optional.empty();
            }
            return Optional.of(
                    new RunningPostgres(
                            url, USERNAME, password, found.get().pid(), found.get().port(), true));
        } catch (SQLException notReady) {
            log.debug("PostgreSQL at {} is not ready: {}", url, notReady.getMessage());
            return Optional.empty();
        }
    }

    private RunningPostgres launch() throws IOException {
        Path programs = PostgresBinaries.unpackedIn(settings.binaries());
        String password = ServerPassword.in(settings.home());
        Privileges privileges = Privileges.choose(settings.home(), programs);
        if (!Files.isDirectory(settings.cluster())) {
            new ClusterFiles(settings).create(programs, privileges);
        }
        new ClusterFiles(settings).configure();
        privileges.prepare(settings.home(), programs);
        PostmasterPid.removeIfRecycled(settings.cluster());
        if (!PortOwner.isFree(settings.port())) {
            throw new DatabaseUnavailableException(
                    "Port "
                            + settings.port()
                            + " for PostgreSQL is taken by "
                            + PortOwner.describe(settings.port())
                            + ". End it or set arcipelago.database.port.");
        }
        rotateLog();
        startServer(programs, privileges);
        if (settings.stopWithJvm()) {
            stopWithJvm(programs);
        }
        PostmasterPid server =
                PostmasterPid.alive(settings.cluster())
                        .orElseThrow(() ->
                                new DatabaseUnavailableException(
                                        "PostgreSQL ended right after its start; see "
                                                + settings.log()));
        return new RunningPostgres(
                url(settings.port()), USERNAME, password, server.pid(), settings.port(), false);
    }

    /**
     * The children of a killed postmaster hold its shared memory for a moment; until they are gone
     * a new one refuses to start, so only that refusal is worth another try.
     */
    private void startServer(Path programs, Privileges privileges) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            long logged = Files.exists(settings.log()) ? Files.size(settings.log()) : 0;
            Commands.Result started =
                    Commands.run(
                            privileges.command(
                                    programs.resolve("bin/pg_ctl").toString(),
                                    "start",
                                    "-w",
                                    "-s",
                                    "-t",
                                    "60",
                                    "-D",
                                    settings.cluster().toString(),
                                    "-l",
                                    settings.log().toString()),
                            settings.home());
            if (started.succeeded()) {
                return;
            }
            String reason = loggedSince(logged);
            boolean predecessorStillEnding = reason.contains("still in use");
            if (!predecessorStillEnding || System.nanoTime() > deadline) {
                throw new DatabaseUnavailableException(
                        "PostgreSQL did not start in "
                                + settings.cluster()
                                + ": "
                                + started.output()
                                + "\n"
                                + reason);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private String loggedSince(long offset) throws IOException {
        if (!Files.exists(settings.log())) {
            return "";
        }
        byte[] all = Files.readAllBytes(settings.log());
        int from = (int) Math.min(offset, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    }

    /** A shell reads a pipe that this JVM holds open; the pipe's end stops the server. */
    private void stopWithJvm(Path programs) throws IOException {
        List<String> command =
                Privileges.choose(settings.home(), programs)
                        .command(
                                "/bin/sh",
                                "-c",
                                "trap '' INT HUP TERM; read -r _; exec \"$@\" >/dev/null 2>&1",
                                "stop-with-jvm");
        command.addAll(List.of(stopCommand(programs, settings.durable() ? "fast" : "immediate")));
        STOPPERS.add(
                Commands.clean(command, settings.home())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    private String[] stopCommand(Path programs, String mode) {
        return new String[] {
            programs.resolve("bin/pg_ctl").toString(),
            "stop",
            "-w",
            "-s",
            "-t",
            "60",
            "-m",
            mode,
            "-D",
            settings.cluster().toString()
        };
    }

    private void rotateLog() throws IOException {
        if (Files.exists(settings.log()) && Files.size(settings.log()) > LOG_LIMIT_BYTES) {
            Files.move(
                    settings.log(),
                    settings.home().resolve("server.log.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void createHome() throws IOException {
        if (!Files.isDirectory(settings.home())) {
            Files.createDirectories(settings.home());
            Files.setPosixFilePermissions(
                    settings.home(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }
}
