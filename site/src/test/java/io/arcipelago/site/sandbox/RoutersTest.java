package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutersTest {

    @Test
    void floatingAddressIsTranslatedBothWaysAndTheRestGoesOutAsTheRouter() {
        String external = SandboxNames.inner('x', "ext");
        assertThat(Routers.ruleset(router("198.18.0.10", "10.0.0.5")).lines().map(String::strip))
                .containsSubsequence(
                        "ip daddr 198.18.0.10 dnat to 10.0.0.5",
                        "oifname \"%s\" ip saddr 10.0.0.5 snat to 198.18.0.10".formatted(external),
                        "oifname \"%s\" snat to 198.18.0.2".formatted(external));
    }

    @Test
    void addressThatIsNoneNeverReachesNftables() {
        RouterSpec router = router("198.18.0.10", "10.0.0.5; flush ruleset");
        assertThatThrownBy(() -> Routers.ruleset(router))
                .isInstanceOf(SiteDriverException.class)
                .hasMessageContaining("is no IPv4 address");
    }

    private static RouterSpec router(String external, String fixed) {
        return new RouterSpec(
                "router",
                "ext",
                "198.18.0.2",
                List.of(new RouterSpec.Interface("net", "10.0.0.1/24")),
                List.of(new RouterSpec.FloatingIp(external, fixed)));
    }
}
