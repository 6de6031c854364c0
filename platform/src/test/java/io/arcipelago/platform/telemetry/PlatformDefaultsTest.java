package io.arcipelago.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformDefaultsTest {

    private static final String FORMAT = "logging.structured.format.console";

    private static ConfigurableEnvironment environment(Map<String, Object> configured) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", configured));
        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    @Test
    void theServerIsOnLoopbackWithVirtualThreadsUnlessSomebodySaysOtherwise() {
        ConfigurableEnvironment defaults = environment(Map.of());
        assertThat(defaults.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(defaults.getProperty("spring.threads.virtual.enabled")).isEqualTo("true");
        assertThat(environment(Map.of("server.address", "0.0.0.0")).getProperty("server.address"))
                .isEqualTo("0.0.0.0");
    }

    @Test
    void theDefaultIssuerFollowsThePublicUrl() {
        assertThat(
                        environment(Map.of("arcipelago.public-url", "https://cloud.example.org"))
                                .getProperty("arcipelago.security.issuers[0].issuer"))
                .isEqualTo("https://cloud.example.org/identity");
    }

    @Test
    void theApplicationsOwnDefaultsWin() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("defaultProperties", Map.of("server.port", "9999")));
        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("server.port")).isEqualTo("9999");
        assertThat(environment.getProperty("server.shutdown")).isEqualTo("graceful");
    }

    @Test
    void logsAreJsonUnlessAPersonReadsThem() {
        assertThat(PlatformDefaults.logging("auto", false)).containsEntry(FORMAT, "ecs");
        assertThat(PlatformDefaults.logging("auto", true)).isEmpty();
        assertThat(PlatformDefaults.logging("json", true)).containsEntry(FORMAT, "ecs");
        assertThat(PlatformDefaults.logging("text", false)).isEmpty();
        assertThatThrownBy(() -> PlatformDefaults.logging("yaml", false))
                .hasMessageContaining("arcipelago.log.format")
                .hasMessageContaining("yaml")
                .hasMessageContaining("auto, json or text");
    }

    @Test
    void nothingIsExportedWithoutAnEndpoint() {
        ConfigurableEnvironment silent = environment(Map.of());
        for (String what :
                new String[] {
                    "management.tracing.export.otlp.enabled",
                    "management.otlp.metrics.export.enabled",
                    "management.logging.export.otlp.enabled"
                }) {
            assertThat(silent.getProperty(what)).as(what).isEqualTo("false");
        }
    }

    @Test
    void anEndpointSwitchesTracesAndMetricsOn() {
        ConfigurableEnvironment exporting =
                environment(Map.of("arcipelago.telemetry.otlp-endpoint", "http://collector:4318/"));
        assertThat(exporting.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"))
                .isEqualTo("http://collector:4318/v1/traces");
        assertThat(exporting.getProperty("management.tracing.export.otlp.enabled"))
                .isEqualTo("true");
        assertThat(exporting.getProperty("management.otlp.metrics.export.url"))
                .isEqualTo("http://collector:4318/v1/metrics");
    }
}
