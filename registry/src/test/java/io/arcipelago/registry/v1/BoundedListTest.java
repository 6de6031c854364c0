package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Long lists come in parts that a client can follow. */
class BoundedListTest {

    private static final Pattern NEXT =
            Pattern.compile("<https://paas.example.org/registry/api/v1/([^>]+)>; rel=\"next\"");

    @Test
    void aListThatIsTooLongTellsWhereItGoesOn() {
        try (V1App v1 =
                V1App.start(
                                "arcipelago.registry.v1.max-results=3",
                                "arcipelago.public-url=https://paas.example.org")
                        .withSample()) {
            List<String> all = new ArrayList<>();
            String path = "networks?sort=name&mtu__gte=1";
            int parts = 0;
            while (!path.isEmpty()) {
                HttpResponse<String> answer = v1.get(path, v1.admin());
                assertThat(answer.statusCode()).isEqualTo(200);
                all.addAll(V1App.each(V1App.JSON.readTree(answer.body()), "name"));
                Optional<String> link = answer.headers().firstValue("Link");
                assertThat(answer.headers().firstValue("X-Total-Count"))
                        .isEqualTo(link.map(there -> "7"));
                Matcher next = NEXT.matcher(link.orElse(""));
                path = next.matches() ? next.group(1) : "";
                parts++;
            }
            assertThat(parts).isEqualTo(3);
            assertThat(all)
                    .containsExactly(
                            "ASTRO-lan",
                            "ASTRO-wan",
                            "BIO-lan",
                            "INFN-WAN",
                            "astro-net",
                            "common-lan",
                            "public");
            HttpResponse<String> page = v1.get("networks?sort=name&size=5&page=1", v1.admin());
            assertThat(page.headers().firstValue("Link")).isEmpty();
            assertThat(V1App.each(V1App.JSON.readTree(page.body()), "name"))
                    .containsExactly("common-lan", "public");
        }
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new V1Settings(500, null))
                .hasMessageContaining("unauthenticated-status is 500");
        assertThatThrownBy(() -> new V1Settings(null, 0)).hasMessageContaining("max-results is 0");
        assertThat(new V1Settings(null, null).statusWithoutToken()).isEqualTo(403);
    }
}
