package io.arcipelago.platform.events;

import io.arcipelago.platform.database.PortOwner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and controller in this process, on loopback, small, with its log below the data
 * directory. It starts in the background: whoever needs it asks {@link #state()}.
 */
final class EmbeddedBroker {

    /** How far the broker has come. */
    enum State {
        STARTING,
        RUNNING,
        FAILED,
        STOPPED
    }

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final Path home;
    private final int port;
    private final int controllerPort;
    private final Runnable onRunning;
    private final ReentrantLock lifecycle = new ReentrantLock();

    private volatile State state = State.STOPPED;
    private volatile String failure = "";
    private @Nullable KafkaRaftServer server;
    private @Nullable Thread starter;

    /**
     * @param home the broker's own directory
     * @param onRunning called once the broker accepts clients
     */
    EmbeddedBroker(Path home, int port, int controllerPort, Runnable onRunning) {
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
        this.onRunning = onRunning;
    }

    State state() {
        return state;
    }

    /** Why the broker did not start; empty otherwise. */
    String failure() {
        return failure;
    }

    void start() {
        state = State.STARTING;
        starter = Thread.ofPlatform().name("kafka-start").start(this::startNow);
    }

    /** Waits for a start in progress and shuts the broker down cleanly. */
    void stop() throws InterruptedException {
        Thread starting = starter;
        if (starting != null) {
            starting.join();
        }
        lifecycle.lock();
        try {
            KafkaRaftServer running = server;
            if (running != null) {
                running.shutdown();
                running.awaitShutdown();
                server = null;
            }
            state = State.STOPPED;
        } finally {
            lifecycle.unlock();
        }
    }

    private void startNow() {
        lifecycle.lock();
        try {
            requireFree(port, "arcipelago.kafka.port");
            requireFree(controllerPort, "arcipelago.kafka.controller-port");
            format();
            KafkaRaftServer starting =
                    new KafkaRaftServer(new KafkaConfig(settings(logs()), false), Time.SYSTEM);
            starting.startup();
            server = starting;
            state = State.RUNNING;
            log.info("Kafka listens on 127.0.0.1:{}", port);
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            state = State.FAILED;
            log.error("The embedded Kafka broker did not start; events wait in the outbox", e);
            return;
        } finally {
            lifecycle.unlock();
        }
        onRunning.run();
    }

    private static void requireFree(int port, String property) {
        if (!PortOwner.isFree(port)) {
            throw new IllegalStateException(
                    "Port "
                            + port
                            + " for Kafka is taken by "
                            + PortOwner.describe(port)
                            + "; end it or set "
                            + property);
        }
    }

    private Path logs() {
        return home.resolve("logs");
    }

    /** Formats beside the final place, so that a half-formatted directory is never started. */
    private void format() throws IOException {
        if (Files.isDirectory(logs())) {
            return;
        }
        Path fresh = home.resolve("logs.new");
        deleteTree(fresh);
        Files.createDirectories(fresh);
        Path config = home.resolve("format.properties");
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(config), false, StandardCharsets.UTF_8)) {
            settings(fresh).forEach((name, value) -> out.println(name + "=" + value));
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exitCode =
                StorageTool.execute(
                        new String[] {
                            "format",
                            "--standalone",
                            "--config",
                            config.toString(),
                            "--cluster-id",
                            Uuid.randomUuid().toString()
                        },
                        new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException(
                    "Kafka's storage in "
                            + fresh
                            + " cannot be formatted: "
                            + said.toString(StandardCharsets.UTF_8));
        }
        Files.move(fresh, logs(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(config);
    }

    private Properties settings(Path logDirectory) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", logDirectory.toString());
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.partitions", "4");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("background.threads", "2");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.retention.hours", "168");
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String oneReplica :
                List.of(
                        "offsets.topic.replication.factor",
                        "transaction.state.log.replication.factor",
                        "transaction.state.log.min.isr",
                        "share.coordinator.state.topic.replication.factor",
                        "share.coordinator.state.topic.min.isr")) {
            settings.put(oneReplica, "1");
        }
        return settings;
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
