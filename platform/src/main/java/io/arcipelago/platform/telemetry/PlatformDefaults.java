package io.arcipelago.platform.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * Adds the platform's defaults, {@code arcipelago-defaults.properties}, below every other source of
 * configuration, and translates the short settings {@code arcipelago.log.format} and {@code
 * arcipelago.telemetry.otlp-endpoint} into Spring Boot's. What is set in Spring Boot's own words
 * wins.
 */
public final class PlatformDefaults implements EnvironmentPostProcessor, Ordered {

    static final String LOG_FORMAT = "arcipelago.log.format";
    static final String OTLP_ENDPOINT = "arcipelago.telemetry.otlp-endpoint";

    private static final String FILE = "arcipelago-defaults.properties";

    /** After the configuration files, because the short settings may be in them. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new LinkedHashMap<>(file());
        defaults.putAll(logging(environment.getProperty(LOG_FORMAT, "auto"), consoleIsTerminal()));
        defaults.putAll(export(environment.getProperty(OTLP_ENDPOINT, "")));
        // Spring Boot moves this source to the end, so nothing of ours can be added behind it.
        PropertySource<?> existing =
                environment.getPropertySources().remove(DefaultPropertiesPropertySource.NAME);
        if (existing instanceof MapPropertySource ofTheApplication) {
            defaults.putAll(ofTheApplication.getSource());
        }
        environment.getPropertySources().addLast(new DefaultPropertiesPropertySource(defaults));
    }

    private static Map<String, Object> file() {
        try {
            return new ResourcePropertySource(new ClassPathResource(FILE)).getSource();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is missing from the platform's jar", e);
        }
    }

    static Map<String, Object> logging(String format, boolean terminal) {
        boolean json =
                switch (format) {
                    case "json" -> true;
                    case "text" -> false;
                    case "auto" -> !terminal;
                    default ->
                            throw new IllegalArgumentException(
                                    "%s is '%s'; use auto, json or text."
                                            .formatted(LOG_FORMAT, format));
                };
        return json ? Map.of("logging.structured.format.console", "ecs") : Map.of();
    }

    /** Without an endpoint nothing is exported and nothing is connected to. */
    static Map<String, Object> export(String endpoint) {
        if (endpoint.isBlank()) {
            return Map.of();
        }
        String base = endpoint.endsWith("/") ? endpoint : endpoint + "/";
        return Map.of(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                base + "v1/traces",
                "management.tracing.export.otlp.enabled",
                "true",
                "management.otlp.metrics.export.url",
                base + "v1/metrics",
                "management.otlp.metrics.export.enabled",
                "true");
    }

    @SuppressWarnings("SystemConsoleNull") // The null is for JDKs without a console module.
    private static boolean consoleIsTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
