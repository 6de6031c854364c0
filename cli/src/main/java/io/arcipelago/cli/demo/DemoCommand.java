package io.arcipelago.cli.demo;

import io.arcipelago.cli.demo.DemoSettings.Patience;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.Client;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the demonstration. */
@Command(
        name = "demo",
        description = {
            "Play the main road for real: sign in, plan, deploy, look, delete",
            "Usually started by the launcher, which starts the installation first"
        })
public final class DemoCommand implements Callable<Integer> {

    /**
     * An instance has five ports in a row: services, sites, PostgreSQL, Kafka's broker, controller.
     */
    private static final int SITES = 1;

    private static final int BROKER = 3;
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Client client;

    @Option(names = "--keep", description = "Leave the deployment running")
    private boolean keep;

    @Option(
            names = "--site-url",
            paramLabel = "URL",
            description = "The sites in a box (default: the next port of a local --url)")
    private String siteUrl = "";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers (default: the local --url's port + 3)")
    private String kafka = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds alice's password (default: demo-credentials in --data)")
    private @Nullable Path passwordFile;

    public DemoCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        if (client.forPrograms()) {
            throw CliFailure.usage("demo is told in words; its exit code is for programs");
        }
        DemoSettings settings =
                new DemoSettings(
                        client.url(),
                        sites(client.url()),
                        passwordFile == null
                                ? client.data().resolve("demo-credentials")
                                : passwordFile.toAbsolutePath(),
                        keep,
                        Patience.usual());
        Optional<EventTrail> trail =
                broker(client.url())
                        .map(servers -> new KafkaTrail(servers, client.json(), client.clock()));
        return new Demo(client, settings, trail).play();
    }

    private Optional<URI> sites(URI url) {
        if (!siteUrl.isBlank()) {
            return Optional.of(Client.checked(siteUrl, "--site-url"));
        }
        return localPort(url).map(port -> URI.create("http://localhost:" + (port + SITES)));
    }

    private Optional<String> broker(URI url) {
        if (!kafka.isBlank()) {
            return Optional.of(kafka.strip());
        }
        return localPort(url).map(port -> "127.0.0.1:" + (port + BROKER));
    }

    private static Optional<Integer> localPort(URI url) {
        return LOCAL.contains(url.getHost()) && url.getPort() > 0
                ? Optional.of(url.getPort())
                : Optional.empty();
    }
}
