package io.arcipelago.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.session.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class InputValuesTest {

    private static final JsonMapper JSON = Api.documents();
    private static final CatalogueService SERVICE =
            JSON.readValue(
                    """
                    {"id":"web-service","name":"Web","description":"","version":"1","inputs":[
                      {"name":"title","type":"string","label":"T","required":true},
                      {"name":"cpus","type":"integer","label":"C","required":false},
                      {"name":"open","type":"boolean","label":"O","required":false},
                      {"name":"ports","type":"map","label":"P","required":false},
                      {"name":"token","type":"string","label":"K","required":false,"secret":true}]}
                    """,
                    CatalogueService.class);

    private static Map<String, Object> values(String... given) {
        return new InputValues(JSON).of(SERVICE, List.of(given));
    }

    private static String sent(String... given) {
        return JSON.writeValueAsString(values(given));
    }

    @Test
    void valuesGetTheTypesOfTheForm() {
        assertThat(sent("title=5=five", "cpus=4", "open=true", "ports={\"a\":{\"source\":80}}"))
                .isEqualTo(
                        "{\"title\":\"5=five\",\"cpus\":4,\"open\":true,"
                                + "\"ports\":{\"a\":{\"source\":80}}}");
    }

    @Test
    void aValueOfAnotherTypeIsAnsweredWithAnExample() {
        assertThatThrownBy(() -> values("cpus=many")).hasMessageContaining("cpus is a integer");
        assertThatThrownBy(() -> values("cpus=4.5")).hasMessageContaining("cpus=5");
        assertThatThrownBy(() -> values("ports=[1]")).hasMessageContaining("{\"a\": 1}");
    }

    @Test
    void anUnknownInputIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> values("titel=x"))
                .hasMessageContaining("no input 'titel'")
                .hasMessageContaining("title, cpus, open, ports, token");
    }

    @Test
    void aRepeatedInputAndOneWithoutValueAreRefused() {
        assertThatThrownBy(() -> values("title=a", "title=b")).hasMessageContaining("twice");
        assertThatThrownBy(() -> values("title")).hasMessageContaining("name=value");
    }

    @Test
    void aSecretComesFromAFileOnly(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "s3cret\n");

        assertThat(values("token=@" + file)).isEqualTo(Map.of("token", "s3cret"));
        assertThatThrownBy(() -> values("token=s3cret"))
                .hasMessageContaining("token=@FILE")
                .hasMessageNotContaining("s3cret");
    }
}
