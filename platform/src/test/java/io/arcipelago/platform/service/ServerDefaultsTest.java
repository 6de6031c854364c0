package io.arcipelago.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestPostgres;
import io.arcipelago.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ServerDefaultsTest {

    @TempDir private Path directory;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Routes.class)
    static class App {

        @Bean
        PublicRoutes open() {
            return PublicRoutes.of("/thread", "/long");
        }
    }

    @RestController
    static class Routes {

        @GetMapping("/thread")
        Map<String, Boolean> thread() {
            return Map.of("virtual", Thread.currentThread().isVirtual());
        }

        @GetMapping("/long")
        List<String> longAnswer() {
            return List.of("x".repeat(100_000));
        }
    }

    @Test
    void requestsRunOnVirtualThreadsAndLongAnswersAreCompressed() {
        try (RunningApp app = RunningApp.start(App.class)) {
            assertThat(app.get("/thread").body()).isEqualTo("{\"virtual\":true}");
            HttpResponse<String> answer = app.get("/long", "Accept-Encoding", "gzip");
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(app.get("/thread", "X-Long", "x".repeat(17 * 1024)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aWholeProcessStartsOnARealDatabaseAndIsReady() {
        try (TestTokens tokens = TestTokens.start()) {
            List<String> properties = new ArrayList<>(List.of(tokens.propertyPairs()));
            properties.addAll(Arrays.asList(TestPostgres.freshDatabase().properties()));
            properties.add("arcipelago.data-dir=" + directory);
            properties.add("arcipelago.kafka.mode=off");
            try (RunningApp app =
                    RunningApp.startWithDatabase(App.class, properties.toArray(String[]::new))) {
                assertThat(app.get("/actuator/health/readiness").body())
                        .contains("\"db\"", "\"UP\"");
                SecretStore secrets = app.context().getBean(SecretStore.class);
                secrets.put(new SecretRef("test", "name"), "value");
                assertThat(secrets.get(new SecretRef("test", "name"))).contains("value");
                assertThat(directory.resolve("secrets.key")).exists();
            }
        }
    }
}
