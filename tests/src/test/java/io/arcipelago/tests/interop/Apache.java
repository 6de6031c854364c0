package io.arcipelago.tests.interop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real Apache httpd with a configuration of the test's own. */
final class Apache implements AutoCloseable {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Path configuration;

    private Apache(Path configuration) {
        this.configuration = configuration;
    }

    /** Skips the test, saying why, where a program is missing; in CI it must be there. */
    static void require(Path program, String debianPackage) {
        if (!Files.exists(program)) {
            String reason = "%s is missing (Debian: %s)".formatted(program, debianPackage);
            System.err.println("Skipped: " + reason);
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            assumeTrue(false, reason);
        }
    }

    static void requireInstalled() {
        require(Path.of("/usr/sbin/apache2"), "apache2-bin");
    }

    static void requireOpenidc() {
        require(MODULES.resolve("mod_auth_openidc.so"), "libapache2-mod-auth-openidc");
    }

    /** A proxy that ends TLS for what listens on another port of this machine. */
    static Apache proxy(Path directory, TestAuthority authority, int port, int backend)
            throws IOException {
        return start(
                directory.resolve("proxy"),
                List.of("headers"),
                virtualHost(
                        authority,
                        port,
                        """
                        ProxyPreserveHost On
                        RequestHeader set X-Forwarded-Proto https
                        ProxyPass / http://127.0.0.1:%d/
                        """
                                .formatted(backend)),
                port);
    }

    static String virtualHost(TestAuthority authority, int port, String content) {
        return """
        Listen 127.0.0.1:%1$d
        <VirtualHost 127.0.0.1:%1$d>
        ServerName localhost
        SSLEngine on
        SSLCertificateFile %2$s
        SSLCertificateKeyFile %3$s
        %4$s
        </VirtualHost>
        """
                .formatted(port, authority.serverCertificate(), authority.serverKey(), content);
    }

    static Apache start(Path directory, List<String> modules, String content, int port)
            throws IOException {
        Files.createDirectories(directory);
        String loaded =
                List.of(
                                "mpm_event",
                                "authn_core",
                                "authz_core",
                                "authz_user",
                                "ssl",
                                "socache_shmcb",
                                "proxy",
                                "proxy_http")
                        .stream()
                        .map(Apache::load)
                        .collect(Collectors.joining());
        String asked = modules.stream().map(Apache::load).collect(Collectors.joining());
        Path file = directory.resolve("apache.conf");
        Files.writeString(
                file,
                """
                ServerRoot %1$s
                ServerName localhost
                PidFile %1$s/pid
                ErrorLog %1$s/error.log
                """
                                .formatted(directory)
                        + loaded
                        + asked
                        + content);
        Apache apache = new Apache(file);
        apache.control("start").expectSuccess();
        await().atMost(Duration.ofSeconds(30)).until(() -> answers(port));
        return apache;
    }

    private static String load(String module) {
        return "LoadModule %1$s_module %2$s/mod_%1$s.so%n".formatted(module, MODULES);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Commands.Result control(String signal) {
        return Commands.run(
                Path.of("/"),
                Map.of(),
                Duration.ofMinutes(1),
                List.of("/usr/sbin/apache2", "-f", configuration.toString(), "-k", signal));
    }

    @Override
    public void close() {
        control("stop");
    }
}
