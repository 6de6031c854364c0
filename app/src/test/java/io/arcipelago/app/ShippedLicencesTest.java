package io.arcipelago.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we ship may be used under a licence that fits Apache-2.0; read from the bill of materials.
 */
class ShippedLicencesTest {

    /**
     * One of these must be offered. The list is of what is accepted, so that an unknown licence is
     * a question and not a surprise. Of two licences the recipient may choose, so logback (EPL or
     * LGPL) is fine.
     */
    private static final Set<String> ACCEPTED =
            Set.of(
                    "0BSD",
                    "Apache-2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    // MIT's text under a name of its own.
                    "Bouncy Castle Licence",
                    "CC0-1.0",
                    "EPL-2.0",
                    // The name that RE2/J gives to its three-clause BSD licence.
                    "Go License",
                    "GPL-2.0-with-classpath-exception",
                    "ISC",
                    "MIT",
                    "MIT-0",
                    "MPL-2.0");

    @Test
    void everyShippedLibraryHasAnAcceptedLicence() throws IOException {
        List<String> rejected = new ArrayList<>();
        JsonNode components = billOfMaterials().path("components");
        for (JsonNode component : components) {
            List<String> licences = licencesOf(component);
            if (licences.stream().noneMatch(ACCEPTED::contains)) {
                rejected.add(
                        component.path("group").asString("")
                                + ":"
                                + component.path("name").asString("")
                                + " "
                                + licences);
            }
        }

        assertThat(components.size()).as("libraries in the bill of materials").isGreaterThan(50);
        assertThat(rejected)
                .as("libraries without an accepted licence (CONTRIBUTING.md, section Libraries)")
                .isEmpty();
    }

    private static List<String> licencesOf(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            String expression = choice.path("expression").asString("");
            if (!expression.isEmpty()) {
                names.addAll(List.of(expression.split(" OR ")));
                continue;
            }
            JsonNode licence = choice.path("license");
            names.add(licence.path("id").asString(licence.path("name").asString("")));
        }
        return names;
    }

    private static JsonNode billOfMaterials() throws IOException {
        try (InputStream in =
                ShippedLicencesTest.class.getResourceAsStream(
                        "/META-INF/sbom/application.cdx.json")) {
            assertThat(in)
                    .as(
                            "META-INF/sbom/application.cdx.json; the plugin that writes it needs"
                                    + " Maven online: build once without -o")
                    .isNotNull();
            return JsonMapper.shared().readTree(in);
        }
    }
}
