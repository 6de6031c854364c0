package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypesTest {

    private static final String VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n";

    private static ParseResult parse(String source, Map<String, String> files) {
        return ToscaParser.parse(VERSION + source, "main.yaml", ImportResolver.inMemory(files));
    }

    @Test
    void aTypeHasWhatItInherits() {
        NodeTemplate node =
                Samples.valid(
                                """
                                node_templates:
                                  server: { type: tosca.nodes.Compute }
                                  app: { type: test.Special, requirements: [ host: server ] }
                                """)
                        .node("app")
                        .orElseThrow();

        assertThat(node.lineage())
                .containsExactly("test.Special", "test.Software", "tosca.nodes.Root");
        assertThat(node.isA("test.Software")).isTrue();
        assertThat(node.isA("tosca.nodes.Compute")).isFalse();
        assertThat(node.properties().keySet())
                .containsExactly("version", "enabled", "peer", "extra");
        assertThat(node.capabilities()).containsKey("feature");
        assertThat(node.artifacts().values())
                .extracting(Artifact::file)
                .containsExactly("install.yml");
    }

    @Test
    void operationInputsMergeByInheritance() {
        Operation configure =
                Samples.valid(
                                """
                                node_templates:
                                  server: { type: tosca.nodes.Compute }
                                  app:
                                    type: test.Special
                                    requirements: [ host: server ]
                                    interfaces:
                                      Standard: { configure: { inputs: { own: 20.10 } } }
                                """)
                        .node("app")
                        .flatMap(node -> node.operation("Standard", "configure"))
                        .orElseThrow();

        assertThat(configure.implementation()).contains("install.yml");
        assertThat(configure.inputs().keySet())
                .containsExactlyInAnyOrder("shared", "version", "mode", "own");
        assertThat(configure.inputValues())
                .containsEntry("mode", new Value.Literal("special"))
                .containsEntry("own", new Value.Literal("20.10"));
    }

    @Test
    void anEqualRedefinitionIsTolerated() {
        String type = "node_types:\n  a.B:\n    properties: { x: { type: string, default: 1 } }\n";
        ParseResult result =
                parse(
                        "imports: [ one.yaml, two.yaml ]\ntopology_template: {}\n",
                        Map.of("one.yaml", type, "two.yaml", "# the same\n" + type));

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void aDifferentRedefinitionIsAnErrorThatNamesBothPlaces() {
        ParseResult result =
                parse(
                        "imports: [ one.yaml, two.yaml ]\ntopology_template: {}\n",
                        Map.of(
                                "one.yaml", "node_types:\n  a.B: { description: one }\n",
                                "two.yaml", "node_types:\n\n  a.B: { description: two }\n"));

        assertThat(result.errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("type.redefined");
                    assertThat(problem.source()).isEqualTo("two.yaml");
                    assertThat(problem.message())
                            .contains("one.yaml line 2, column 3")
                            .contains("two.yaml line 3, column 3");
                });
    }

    @Test
    void twoTemplatesMayGiveOneNameDifferentMeanings() {
        String use =
                "imports: [ t.yaml ]\ntopology_template: { node_templates: { n: { type: a.B } } }\n";
        ParseResult one =
                parse(
                        use,
                        Map.of(
                                "t.yaml",
                                "node_types: { a.B: { properties: { x: { type: string, default: 1 } } } }"));
        ParseResult two =
                parse(
                        use,
                        Map.of(
                                "t.yaml",
                                "node_types: { a.B: { properties: { y: { type: string, default: 1 } } } }"));

        assertThat(one.template().orElseThrow().nodes().getFirst().properties())
                .containsOnlyKeys("x");
        assertThat(two.template().orElseThrow().nodes().getFirst().properties())
                .containsOnlyKeys("y");
    }

    @Test
    void typesThatDeriveFromEachOtherAreAnError() {
        ParseResult result =
                parse(
                        "node_types: { a: { derived_from: b }, b: { derived_from: a } }\ntopology_template: {}\n",
                        Map.of());

        assertThat(result.errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("type.cycle");
                    assertThat(problem.message()).contains("a -> b -> a");
                });
    }

    @Test
    void anUnknownTypeIsAnErrorWithAGuess() {
        assertThat(Samples.parse("node_templates: { a: { type: test.Sofware } }").errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("type.unknown");
                    assertThat(problem.path()).isEqualTo("topology_template/node_templates/a/type");
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.message()).contains("did you mean 'test.Software'?");
                });
    }

    @Test
    void aShortNormativeNameIsReadWithAWarning() {
        ParseResult result =
                Samples.parse(
                        "node_templates: { v: { type: BlockStorage, properties: { size: 1 GB } } }");

        assertThat(result.problems()).extracting(Problem::code).containsExactly("type.short-name");
        assertThat(result.template().orElseThrow().nodes().getFirst().type())
                .isEqualTo("tosca.nodes.BlockStorage");
    }

    @Test
    void aWrongDefaultInATypeIsReportedOnceWhereItStands() {
        ParseResult result =
                parse(
                        """
                        node_types:
                          a: { properties: { x: { type: integer, default: many } } }
                          b: { derived_from: a }
                        topology_template: { node_templates: { one: { type: b }, two: { type: b } } }
                        """,
                        Map.of());

        assertThat(result.errors().stream().filter(p -> p.code().equals("value.type")).toList())
                .singleElement()
                .extracting(Problem::path)
                .isEqualTo("node_types/a/properties/x/default");
    }

    @Test
    void importsAreRelativeToTheImportingFileAndMayBeMaps() {
        ParseResult result =
                parse(
                        """
                        imports:
                          - lib/one.yaml
                          - two: lib/two.yaml
                          - three: { file: lib/three.yaml }
                          - { file: lib/four.yaml }
                        topology_template:
                          node_templates: { a: { type: t.A }, b: { type: t.B }, c: { type: t.C }, d: { type: t.D } }
                        """,
                        Map.of(
                                "lib/one.yaml", "imports: [ ./deep/base.yaml ]",
                                "lib/deep/base.yaml",
                                        "imports: [ ../two.yaml ]\nnode_types: { t.A: {} }",
                                "lib/two.yaml", "node_types: { t.B: {} }",
                                "lib/three.yaml", "node_types: { t.C: {} }",
                                "lib/four.yaml", "node_types: { t.D: {} }"));

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void missingRefusedAndCircularImportsAreErrorsWithTheirPlace() {
        ParseResult result =
                parse(
                        """
                        imports:
                          - nowhere.yaml
                          - https://example.org/types.yaml
                          - ../../etc/passwd
                          - loop.yaml
                          - { file: loop.yaml, namespace_prefix: x }
                        topology_template: {}
                        """,
                        Map.of(
                                "loop.yaml",
                                "imports: [ again.yaml ]",
                                "again.yaml",
                                "imports: [ loop.yaml ]"));

        assertThat(result.errors())
                .extracting(Problem::code)
                .containsExactly(
                        "import.missing",
                        "import.refused",
                        "import.refused",
                        "import.cycle",
                        "import.unsupported");
        assertThat(result.errors().getFirst().line()).isEqualTo(3);
        assertThat(result.errors().get(3).source()).isEqualTo("again.yaml");
        assertThat(result.errors().get(3).message())
                .contains("loop.yaml -> again.yaml -> loop.yaml");
    }

    @Test
    void theResolverMayBringAProfileAlong() {
        ImportResolver resolver =
                new ImportResolver() {
                    @Override
                    public Resolution resolve(String reference, String importingLocation) {
                        return new NotFound();
                    }

                    @Override
                    public Optional<Found> profile(String definitionsVersion) {
                        return Optional.of(new Found("profile", Samples.TYPES));
                    }
                };

        assertThat(
                        ToscaParser.parse(
                                        VERSION
                                                + "topology_template: { node_templates: { s: { type: Compute } } }",
                                        resolver)
                                .errors())
                .isEmpty();
    }

    @Test
    void anUnsupportedVersionIsNamed() {
        ParseResult result =
                ToscaParser.parse(
                        "tosca_definitions_version: tosca_2_0\ntopology_template: {}\n",
                        ImportResolver.none());

        assertThat(result.errors())
                .extracting(Problem::code)
                .isEqualTo(List.of("template.version"));
        assertThat(result.errors().getFirst().message())
                .contains("'tosca_2_0'")
                .contains("tosca_simple_yaml_1_3");
    }
}
