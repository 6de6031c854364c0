package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputBinderTest {

    private static final ServiceTemplate TEMPLATE =
            Samples.valid(
                    """
                    inputs:
                      cpus: { type: integer, constraints: [ { in_range: [ 1, 8 ] } ] }
                      distro_version: { type: string, default: 12 }
                      admin_password: { type: string, required: false, constraints: [ { min_length: 8 } ] }
                      api_token: { type: integer, required: false }
                      debug: { type: boolean, default: no }
                      users: { type: list, entry_schema: { type: test.User }, required: false }
                    """);

    private static Problem onlyError(Map<String, Object> inputs) {
        assertThat(TEMPLATE.bind(inputs).template()).isEmpty();
        assertThat(TEMPLATE.bind(inputs).errors()).hasSize(1);
        return TEMPLATE.bind(inputs).errors().getFirst();
    }

    @Test
    void givenValuesTakeTheirDeclaredTypesAndDefaultsFillTheRest() {
        Map<String, Object> inputs =
                TEMPLATE.bind(Map.of("cpus", "4", "distro_version", 20.04, "debug", "on"))
                        .template()
                        .orElseThrow()
                        .inputs();

        assertThat(inputs)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("cpus", 4L, "distro_version", "20.04", "debug", true));
    }

    @Test
    void listsOfDataTypesAreCompleted() {
        assertThat(
                        TEMPLATE.bind(Map.of("cpus", 1, "users", List.of(Map.of("name", "alice"))))
                                .template()
                                .orElseThrow()
                                .inputs())
                .containsEntry("users", List.of(Map.of("name", "alice", "admin", false)));
    }

    @Test
    void anUnknownInputIsNamedWithAGuess() {
        Problem problem = onlyError(Map.of("cpus", 1, "debugg", true));

        assertThat(problem.code()).isEqualTo("input.unknown");
        assertThat(problem.path()).isEqualTo("inputs/debugg");
        assertThat(problem.message()).contains("did you mean 'debug'?");
    }

    @Test
    void aMissingRequiredInputIsNamed() {
        Problem problem = onlyError(Map.of());

        assertThat(problem.code()).isEqualTo("input.missing");
        assertThat(problem.message()).contains("cpus", "integer");
    }

    @Test
    void aNullCountsAsNotGiven() {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("cpus", 1);
        inputs.put("distro_version", null);

        assertThat(TEMPLATE.bind(inputs).template().orElseThrow().inputs())
                .containsEntry("distro_version", "12");
    }

    @Test
    void aWrongTypeAndABrokenConstraintAreNamedWithTheValue() {
        assertThat(onlyError(Map.of("cpus", "many")).message())
                .contains("cpus must be of type integer", "'many'");
        assertThat(onlyError(Map.of("cpus", 9)).message())
                .contains("cpus must lie between 1 and 8", "'9'");
        assertThat(onlyError(Map.of("cpus", 1, "users", List.of(Map.of("admin", true)))).path())
                .isEqualTo("inputs/users/0");
    }

    @Test
    void allWrongInputsAreReportedTogether() {
        assertThat(TEMPLATE.bind(Map.of("cpus", 9, "debug", "maybe", "other", 1)).errors())
                .extracting(Problem::code)
                .containsExactly("input.unknown", "constraint.violated", "value.type");
    }

    @Test
    void secretsStayOutOfMessages() {
        assertThat(onlyError(Map.of("cpus", 1, "admin_password", "hunter2")).message())
                .doesNotContain("hunter2");
        assertThat(onlyError(Map.of("cpus", 1, "api_token", "s3cr3t")).message())
                .doesNotContain("s3cr3t");
    }

    @Test
    void givenValuesAreDataAndNeverFunctions() {
        assertThat(onlyError(Map.of("cpus", Map.of("get_input", "debug"))).code())
                .isEqualTo("value.type");
    }
}
