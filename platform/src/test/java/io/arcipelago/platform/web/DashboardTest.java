package io.arcipelago.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.web.shelf.Shelf;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private static RunningApp app;

    @BeforeAll
    static void start() {
        app = Shelf.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static HttpResponse<String> page(String path) {
        return app.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void theRootLeadsToTheDashboard() {
        for (String path : List.of("/", "/ui")) {
            HttpResponse<String> answer = page(path);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/ui/");
        }
    }

    @Test
    void everyPageAddressOpensTheDashboard() {
        for (String path : List.of("/ui/", "/ui/index.html", "/ui/deployments/42?tab=logs")) {
            HttpResponse<String> answer = page(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).contains("test dashboard");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/html");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly(SecurityHeaders.DASHBOARD_CSP);
        }
    }

    @Test
    void theContentSecurityPolicyAllowsNoInlineCode() {
        assertThat(SecurityHeaders.DASHBOARD_CSP)
                .doesNotContain("unsafe")
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void hashedAssetsAreKeptForever() {
        HttpResponse<String> answer = app.get("/ui/assets/app-1a2b.js");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValue("max-age=31536000, public, immutable");
    }

    @Test
    void aMissingAssetIsMissingAlsoForABrowser() {
        assertThat(page("/ui/assets/gone-9z9z.js").statusCode()).isEqualTo(404);
        assertThat(app.get("/ui/data.json", "Accept", "application/json").statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyTheDashboardsFilesAreServed() {
        assertThat(page("/META-INF/resources/ui/index.html").statusCode()).isEqualTo(404);
        assertThat(page("/ui/..%2f..%2farcipelago-defaults.properties").statusCode())
                .isEqualTo(400);
        assertThat(page("/index.html").statusCode()).isEqualTo(401);
    }
}
