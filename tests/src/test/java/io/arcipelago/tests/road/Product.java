package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An instance of the product with a data directory, ports and external networks of its own, driven
 * by the launcher as a person would. Its servers are real sandboxes.
 */
public final class Product implements AutoCloseable {

    private static final String SANDBOXED = "sandboxed";
    private static final String SIMULATED = "simulated";

    private final Path data;
    private final int port;
    private final String servers;
    private final Map<String, String> environment;
    private boolean keepFiles;

    private Product(Path data, int port, String servers, Map<String, String> environment) {
        this.data = data;
        this.port = port;
        this.servers = servers;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts an instance with simulated servers, which any user may, that people reach through a
     * proxy.
     *
     * @param port the base port, where the proxy finds it
     * @param trust a key store with the authority that the proxy's certificate comes from
     * @param settings lines for {@code config/application.properties}
     */
    public static Product behindProxy(URI publicUrl, int port, Path trust, String... settings) {
        try {
            Path data = Files.createTempDirectory("arcipelago-proxied");
            Product product =
                    new Product(
                            data,
                            port,
                            SIMULATED,
                            Map.of(
                                    "ARCIPELAGO_PUBLIC_URL",
                                    publicUrl.toString(),
                                    "ARCIPELAGO_JAVA_OPTS",
                                    "-Djavax.net.ssl.trustStore=" + trust));
            product.configure(settings);
            return product.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Prepares an instance and starts it. Skips the test, saying why, on a machine that cannot run
     * sandboxes, unless the variable CI is true.
     *
     * @param settings lines for {@code config/application.properties}
     */
    static Product start(String... settings) {
        requireSandboxes();
        try {
            Path data = Files.createTempDirectory("arcipelago-road");
            Product product = new Product(data, freePorts(), SANDBOXED, Map.of());
            product.configure(settings);
            Files.writeString(data.resolve("config/sites.yaml"), sites());
            return product.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts an instance with simulated servers, which any user may.
     *
     * @param settings lines for {@code config/application.properties}
     */
    static Product simulated(String... settings) {
        try {
            Path data = Files.createTempDirectory("arcipelago-simulated");
            Product product = new Product(data, freePorts(), SIMULATED, Map.of());
            product.configure(settings);
            return product.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Product started() {
        try {
            up();
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /**
     * Starts an instance with simulated servers and a further organisation with people of its own.
     */
    static Product withOrganisation(String name, String title) {
        try {
            Path data = Files.createTempDirectory("arcipelago-organisations");
            Product product = new Product(data, freePorts(), SIMULATED, Map.of());
            product.launcher(
                            Duration.ofMinutes(1),
                            "organisation",
                            "add",
                            name,
                            title,
                            "--port",
                            String.valueOf(product.port))
                    .expectSuccess();
            Files.writeString(
                    data.resolve("organisations/" + name + "/config/application.properties"),
                    "arcipelago.identity.seed=demo\narcipelago.organisation.colour=#7a1f5c\n",
                    StandardOpenOption.APPEND);
            return product.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where people reach a further organisation. */
    String urlOf(String organisation) {
        return "http://localhost:" + read("organisations/" + organisation + "/port");
    }

    /** The password of a demonstration person of a further organisation. */
    String passwordAt(String organisation, String user) {
        return password("organisations/" + organisation + "/demo-credentials", user);
    }

    private void configure(String... settings) throws IOException {
        Files.createDirectories(data.resolve("config"));
        Files.writeString(
                data.resolve("config/application.properties"), String.join("\n", settings));
    }

    private static void requireSandboxes() {
        boolean root = Commands.run("id", "-u").output().strip().equals("0");
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(linux && root, "real servers need Linux and root");
        }
    }

    /** Starts what is not running. Raises AssertionError with the launcher's words if it cannot. */
    public void up() {
        String said =
                launcher(
                                Duration.ofMinutes(6),
                                "up",
                                "--port",
                                String.valueOf(port),
                                "--servers",
                                servers)
                        .expectSuccess();
        if (servers.equals(SANDBOXED)) {
            assertThat(said).doesNotContain("simulated");
        }
    }

    Commands.Result stop() {
        return launcher(Duration.ofMinutes(3), "stop");
    }

    String status() {
        return launcher(Duration.ofMinutes(1), "status").output();
    }

    private Commands.Result launcher(Duration longest, String command, String... options) {
        List<String> line = new ArrayList<>();
        line.add(PackagedProduct.root().resolve("arcipelago").toString());
        line.add(command);
        line.addAll(List.of("--data", data.toString()));
        line.addAll(List.of(options));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("ARCIPELAGO_RUNNABLE", PackagedProduct.extracted().toString());
        variables.put("ARCIPELAGO_JAVA_HOME", System.getProperty("java.home"));
        return Commands.run(PackagedProduct.root(), variables, longest, line);
    }

    /** Ends a process, {@code app} or {@code site}, as a power cut would; it is gone afterwards. */
    public void kill(String service) {
        try {
            String recorded = Files.readString(data.resolve("run/" + service + ".pid"));
            ProcessHandle process =
                    ProcessHandle.of(Long.parseLong(recorded.split(" ", -1)[0])).orElseThrow();
            process.destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    String siteUrl() {
        return "http://localhost:" + (port + 1);
    }

    String kafka() {
        return "localhost:" + (port + 3);
    }

    Path data() {
        return data;
    }

    String instance() {
        return read("instance");
    }

    /** A demonstration person's password. */
    public String password(String user) {
        return password("demo-credentials", user);
    }

    private String password(String file, String user) {
        return read(file)
                .lines()
                .map(line -> line.trim().split("\\s+", 2))
                .filter(words -> words.length == 2 && words[0].equals(user))
                .map(words -> words[1])
                .findFirst()
                .orElseThrow();
    }

    private String read(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the data directory with its logs, for whoever looks into a failure. */
    void keepFiles() {
        keepFiles = true;
    }

    @Override
    public void close() {
        Commands.Result stopped = stop();
        if (!keepFiles) {
            Commands.run("rm", "-rf", data.toString());
        }
        stopped.expectSuccess();
    }

    /** The demonstration's sites on external networks that nobody on this machine uses. */
    private static String sites() throws IOException {
        String routes = Commands.run("ip", "-4", "route").expectSuccess();
        try (InputStream demo =
                Objects.requireNonNull(Product.class.getResourceAsStream("/demo-sites.yaml"))) {
            String text = new String(demo.readAllBytes(), StandardCharsets.UTF_8);
            String free;
            do {
                free = Integer.toString(ThreadLocalRandom.current().nextInt(256));
            } while (routes.contains("198.18." + free + ".")
                    || routes.contains("198.19." + free + "."));
            assertThat(text).contains("${block}");
            text = text.replace("${block}", free);
            return text;
        }
    }

    /** The root of the source tree. */
    public static Path sources() {
        return PackagedProduct.root();
    }

    /** The first of five free ports in a row. */
    public static int freePorts() {
        for (int i = 0; i < 200; i++) {
            int base = 20000 + 10 * ThreadLocalRandom.current().nextInt(1000);
            if (isFree(base)
                    && isFree(base + 1)
                    && isFree(base + 2)
                    && isFree(base + 3)
                    && isFree(base + 4)) {
                return base;
            }
        }
        throw new IllegalStateException("No five free ports in a row");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
