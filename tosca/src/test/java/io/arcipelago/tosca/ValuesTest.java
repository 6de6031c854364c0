package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.type.Primitive;
import io.arcipelago.tosca.type.ScalarUnit;
import io.arcipelago.tosca.type.Scalars;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static ParseResult input(String definition) {
        return Samples.parse("inputs: { x: " + definition + " }");
    }

    private static Object defaultOf(String definition) {
        ParseResult result = input(definition);
        return result.template()
                .flatMap(template -> template.input("x"))
                .flatMap(InputDefinition::defaultValue)
                .orElseThrow(() -> new AssertionError(result.problems()));
    }

    private static String codeOf(String definition) {
        return input(definition).problems().getFirst().code();
    }

    @Test
    void theDeclaredTypeDecidesAndNotTheSpelling() {
        assertThat(defaultOf("{ type: string, default: 20.04 }")).isEqualTo("20.04");
        assertThat(defaultOf("{ type: string, default: 0010 }")).isEqualTo("0010");
        assertThat(defaultOf("{ type: string, default: yes }")).isEqualTo("yes");
        assertThat(defaultOf("{ type: version, default: 1.10 }")).isEqualTo("1.10");
        assertThat(defaultOf("{ type: integer, default: '4' }")).isEqualTo(4L);
        assertThat(defaultOf("{ type: integer, default: 010 }")).isEqualTo(10L);
        assertThat(defaultOf("{ type: float, default: 1 }")).isEqualTo(1.0);
        assertThat(defaultOf("{ type: scalar-unit.size, default: 4 GB }")).isEqualTo("4 GB");
        assertThat(defaultOf("{ type: range, default: [ 1, UNBOUNDED ] }"))
                .isEqualTo(List.of(1L, "UNBOUNDED"));
        assertThat(defaultOf("{ type: timestamp, default: 2026-01-31 }")).isEqualTo("2026-01-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "true", "Yes", "ON", "True", "'true'"})
    void booleansOfYaml11AreTrue(String spelling) {
        assertThat(defaultOf("{ type: boolean, default: " + spelling + " }")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "off", "false", "No", "OFF", "False"})
    void booleansOfYaml11AreFalse(String spelling) {
        assertThat(defaultOf("{ type: boolean, default: " + spelling + " }")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | many",
                "integer | 1.5",
                "integer | 99999999999999999999",
                "float | a lot",
                "boolean | maybe",
                "version | latest",
                "scalar-unit.size | 4",
                "scalar-unit.size | 4 apples",
                "timestamp | tomorrow",
                "list | text",
                "map | [ a ]",
                "range | [ 5, 1 ]",
                "string | [ a ]",
                "test.Port | 70000",
                "test.User | text"
            })
    void wrongValuesAreErrorsWithTheirPath(String type, String value) {
        ParseResult result = input("{ type: %s, default: %s }".formatted(type, value));

        assertThat(result.errors()).isNotEmpty();
        assertThat(result.errors().getFirst().path())
                .isEqualTo("topology_template/inputs/x/default");
        assertThat(result.errors().getFirst().line()).isEqualTo(4);
    }

    @Test
    void aValueOfADataTypeIsCompletedAndChecked() {
        assertThat(defaultOf("{ type: test.User, default: { name: alice } }"))
                .isEqualTo(Map.of("name", "alice", "admin", false));
        assertThat(codeOf("{ type: test.User, default: { admin: yes } }"))
                .isEqualTo("property.missing");
        assertThat(
                        codeOf(
                                "{ type: list, entry_schema: test.User, default: [ { name: a, shel: sh } ] }"))
                .isEqualTo("property.undeclared");
    }

    @Test
    void nullDefaultMeansNoDefault() {
        assertThat(
                        Samples.valid(
                                        "inputs: { x: { type: string, default: null, required: false } }")
                                .inputs()
                                .getFirst()
                                .defaultValue())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4 GB, 4000000000",
        "4GiB, 4294967296",
        "1.5 kB, 1500",
        "1 KiB, 1024",
        "0.3 B, 1",
        "2 tb, 2000000000000",
        "10 MiB, 10485760"
    })
    void sizesAreDecimalOrBinaryByTheirUnit(String text, long bytes) {
        assertThat(ScalarUnit.bytes(text)).hasValue(bytes);
    }

    @Test
    void whatIsNoSizeHasNoBytes() {
        assertThat(ScalarUnit.bytes("4")).isEmpty();
        assertThat(ScalarUnit.bytes("-4 GB")).isEmpty();
        assertThat(ScalarUnit.bytes("99999999999999999999 TB")).isEmpty();
    }

    @Test
    void versionsAndUnitsCompareByMeaning() {
        assertThat(Scalars.compare(Primitive.VERSION, "1.10", "1.9")).hasValue(1);
        assertThat(Scalars.compare(Primitive.VERSION, "1.0", "1")).hasValue(0);
        assertThat(Scalars.compare(Primitive.TIME, "2 m", "120 s")).hasValue(0);
        assertThat(Scalars.compare(Primitive.FREQUENCY, "2 GHz", "1999 MHz")).hasValue(1);
        assertThat(Scalars.compare(Primitive.BITRATE, "1 MBps", "8 Mbps")).hasValue(0);
        assertThat(Scalars.compare(Primitive.TIMESTAMP, "2026-01-31T01:00:00+01:00", "2026-01-31"))
                .hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string | valid_values: [ a, b ] | a | c",
                "integer | valid_values: [ 1, 2 ] | 2 | 3",
                "scalar-unit.size | valid_values: [ 1 GB ] | 1000 MB | 1 GiB",
                "integer | equal: 4 | 4 | 5",
                "integer | greater_than: 4 | 5 | 4",
                "integer | greater_or_equal: 4 | 4 | 3",
                "integer | less_than: 4 | 3 | 4",
                "integer | less_or_equal: 4 | 4 | 5",
                "scalar-unit.size | greater_or_equal: 1 GiB | 2 GB | 1 GB",
                "version | greater_or_equal: 1.9 | 1.10 | 1.8",
                "float | in_range: [ 0.5, 1.5 ] | 1.5 | 1.6",
                "integer | in_range: [ 1, UNBOUNDED ] | 1000 | 0",
                "string | length: 3 | abc | ab",
                "string | min_length: 2 | ab | a",
                "string | max_length: 2 | ab | abc",
                "list | max_length: 1 | [ a ] | [ a, b ]",
                "string | pattern: '[a-z]+' | abc | ABC"
            })
    void constraintsHoldOrAreNamed(String type, String clause, String good, String bad) {
        String definition = "{ type: %s, constraints: [ { %s } ], default: %s }";

        assertThat(input(definition.formatted(type, clause, good)).problems()).isEmpty();
        assertThat(codeOf(definition.formatted(type, clause, bad)))
                .isEqualTo("constraint.violated");
    }

    @Test
    void constraintsAsAMapAreReadWithAWarning() {
        ParseResult result = input("{ type: integer, default: 9, constraints: { less_than: 5 } }");

        assertThat(result.problems())
                .extracting(Problem::code)
                .containsExactly("constraint.map", "constraint.violated");
    }

    @Test
    void unknownConstraintsWarnAndWrongOperandsFail() {
        assertThat(codeOf("{ type: integer, default: 1, constraints: [ { between: 5 } ] }"))
                .isEqualTo("constraint.unknown");
        assertThat(codeOf("{ type: integer, default: 1, constraints: [ { less_than: five } ] }"))
                .isEqualTo("constraint.operand");
        assertThat(codeOf("{ type: string, default: a, constraints: [ { pattern: '[' } ] }"))
                .isEqualTo("constraint.operand");
        assertThat(codeOf("{ type: integer, default: 1, constraints: [ { in_range: [ 1 ] } ] }"))
                .isEqualTo("constraint.operand");
    }

    @Test
    void aPatternThatBacktracksWithoutEndFailsInsteadOfHanging() {
        assertThat(
                        codeOf(
                                "{ type: string, default: %s, constraints: [ { pattern: '(a+)+(b+)+(a*)*c' } ] }"
                                        .formatted("a".repeat(60))))
                .isEqualTo("constraint.violated");
    }

    @Test
    void misspeltKeysAreReportedWithAGuess() {
        assertThat(input("{ type: string, descritpion: text, default: a }").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.message()).contains("did you mean 'description'?");
                });
    }

    @Test
    void metadataMayHoldAnythingAndKeepsItsTexts() {
        ParseResult result =
                ToscaParser.parse(
                        """
                        tosca_definitions_version: tosca_simple_yaml_1_0
                        metadata: { display_name: A service, strange: 1.10, nested: { a: b } }
                        topology_template: {}
                        """,
                        ImportResolver.none());

        assertThat(result.template().orElseThrow().metadata())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("display_name", "A service", "strange", "1.10"));
        assertThat(result.problems()).extracting(Problem::code).containsExactly("metadata.ignored");
    }
}
