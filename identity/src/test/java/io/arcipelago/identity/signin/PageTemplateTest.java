package io.arcipelago.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.arcipelago.platform.organisation.Organisation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTemplateTest {

    private static final Map<String, String> VALUES =
            Map.of("title", "Sign out", "base", "/identity", "csrf", "token");

    private final PageTemplate page = pages("Isles").page("logout.html");

    @Test
    void everyPageBearsTheOrganisationsNameAndTakesItForText() {
        String html =
                pages("Isles & {{username}} <b>")
                        .page("logout.html")
                        .fill(with("username", "alice"), Map.of("parameters", ""));

        assertThat(html)
                .contains("– Isles &amp; &#123;&#123;username}} &lt;b&gt;</title>")
                .doesNotContain("Arcipelago");
    }

    @Test
    void valuesAreEscapedAndNeverTakenForPlaces() {
        String html =
                page.fill(
                        with("username", "<img src=x onerror=alert(1)> {{csrf}} $1"),
                        Map.of("parameters", ""));
        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt; {{csrf}} $1")
                .doesNotContain("<img src=x");
    }

    @Test
    void placeWithoutAValueIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.fill(VALUES, Map.of("parameters", "")))
                .withMessageContaining("username");
    }

    private static Pages pages(String organisation) {
        return new Pages(new Organisation("isles", organisation, "", ""));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> values = new HashMap<>(VALUES);
        values.put(name, value);
        return values;
    }
}
