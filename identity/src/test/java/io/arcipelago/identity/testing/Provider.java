package io.arcipelago.identity.testing;

import io.arcipelago.platform.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A running identity provider with the demo's people, on a port of its own, over a database of its
 * own. It can be stopped and started again over the same database.
 */
public final class Provider implements AutoCloseable {

    /** The password of alice, bruno and carla. */
    public static final String PASSWORD = "three islands in the sea";

    /** The service alone, as the assembled application would start it. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private final TestPostgres.Database database = TestPostgres.migratedDatabase("identity");
    private final int port = TestPostgres.freePort();
    private final Path dataDirectory = temporaryDirectory();
    private final DrivenClock clock = new DrivenClock();
    private final List<String> settings;
    private ConfigurableApplicationContext context;

    private Provider(List<String> settings) {
        this.settings = settings;
        this.context = run();
    }

    /** The provider that tests share unless they need one of their own. */
    public static Provider shared() {
        return Shared.PROVIDER;
    }

    /** A provider of one's own with further settings, each {@code name=value}. */
    public static Provider start(String... settings) {
        return new Provider(List.of(settings));
    }

    /** Stops the service and starts it again over the same database and secrets. */
    public void restart() {
        context.close();
        context = run();
    }

    public String issuer() {
        return publicUrl() + "/identity";
    }

    public String publicUrl() {
        return "http://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public TestPostgres.Database database() {
        return database;
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    public DrivenClock clock() {
        return clock;
    }

    public RecordedEvents events() {
        return new RecordedEvents(bean(JdbcClient.class));
    }

    /** A bean of the running context. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A bean of the running context, by name. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** The secret that the orchestrator's client authenticates with. */
    public String orchestratorSecret() {
        try {
            return Files.readString(dataDirectory.resolve("orchestrator-client-secret")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext run() {
        List<String> properties = new ArrayList<>(List.of(database.properties()));
        properties.add("server.port=" + port);
        properties.add("arcipelago.public-url=" + publicUrl());
        properties.add("arcipelago.data-dir=" + dataDirectory);
        properties.add("arcipelago.services=identity");
        properties.add("arcipelago.kafka.mode=off");
        properties.add("arcipelago.database.pool-size=6");
        properties.add("arcipelago.identity.seed=demo");
        properties.add("arcipelago.identity.demo-password=" + PASSWORD);
        // The cost that keeps guessers away would be most of what the tests wait for.
        properties.add("arcipelago.identity.password-hash.memory=64KB");
        properties.add("arcipelago.identity.password-hash.iterations=1");
        properties.addAll(settings);
        return new SpringApplicationBuilder(Application.class)
                .properties(properties.toArray(String[]::new))
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("testClock", clock))
                .run();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("arcipelago-identity-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** Started at the first use, by the class loader's own lock; it ends with the JVM. */
    private static final class Shared {
        private static final Provider PROVIDER = start();
    }
}
