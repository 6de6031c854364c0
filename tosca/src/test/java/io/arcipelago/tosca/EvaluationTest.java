package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final String STACK =
            """
            inputs:
              name: { type: string, default: web }
              note: { type: string, required: false }
              users: { type: list, entry_schema: { type: test.User }, default: [ { name: alice }, { name: bruno } ] }
              ports: { type: map, entry_schema: { type: integer }, default: { http: 8080 } }
            node_templates:
              server:
                type: tosca.nodes.Compute
                properties: { label: { get_input: name }, users: { get_input: users } }
                capabilities:
                  host: { properties: { cpus: 2, mem: 4 GB } }
                  endpoint: { properties: { port: { get_input: [ ports, http ] } } }
              app: { type: test.Software, properties: { version: 20.04 }, requirements: [ { host: server } ] }
            outputs:
            """;

    private static final AttributeSource TWO_SERVERS =
            (node, path) ->
                    switch (String.join("/", path)) {
                        case "address" -> Optional.of(List.of("10.0.0.1", "10.0.0.2"));
                        case "endpoint/credential" -> Optional.of(List.of(Map.of("user", "root")));
                        default -> Optional.empty();
                    };

    private static Evaluation output(String value, AttributeSource attributes) {
        return Samples.bound(STACK + "  x: { value: " + value + " }", Map.of())
                .evaluator(attributes)
                .output("x");
    }

    private static Evaluation output(String value) {
        return output(value, TWO_SERVERS);
    }

    private static Evaluation known(Object value) {
        return new Evaluation.Known(value);
    }

    @Test
    void inputsAreReadAlongAPath() {
        assertThat(output("{ get_input: name }")).isEqualTo(known("web"));
        assertThat(output("{ get_input: [ users, 1, name ] }")).isEqualTo(known("bruno"));
        assertThat(output("{ get_input: [ ports, http ] }")).isEqualTo(known(8080L));
        assertThat(output("{ get_input: note }")).isEqualTo(new Evaluation.Absent());
    }

    @Test
    void propertiesAreReadOfNodesAndCapabilities() {
        assertThat(output("{ get_property: [ server, label ] }")).isEqualTo(known("web"));
        assertThat(output("{ get_property: [ server, host, cpus ] }")).isEqualTo(known(2L));
        assertThat(output("{ get_property: [ server, endpoint, port ] }")).isEqualTo(known(8080L));
        assertThat(output("{ get_property: [ server, users, 0, name ] }"))
                .isEqualTo(known("alice"));
        assertThat(output("{ get_property: [ app, host, mem ] }")).isEqualTo(known("4 GB"));
        assertThat(output("{ get_property: [ app, version ] }")).isEqualTo(known("20.04"));
    }

    @Test
    void hostIsTheNearestHostThatHasTheProperty() {
        Evaluator evaluator =
                Samples.evaluator(
                        """
                        node_templates:
                          server: { type: tosca.nodes.Compute, properties: { label: big } }
                          app:
                            type: test.Software
                            properties: { version: { get_property: [ HOST, label ] }, peer: { get_property: [ SELF, version ] } }
                            requirements: [ { host: server } ]
                        """,
                        Map.of());

        assertThat(evaluator.property("app", "version")).isEqualTo(known("big"));
        assertThat(evaluator.property("app", "peer")).isEqualTo(known("big"));
        assertThat(evaluator.operationInputs("app", "Standard", "configure"))
                .containsEntry("version", known("big"))
                .containsEntry("mode", known("plain"))
                .containsEntry("shared", known("all"));
    }

    @Test
    void attributesAreListsOverTheInstances() {
        assertThat(output("{ get_attribute: [ server, address ] }"))
                .isEqualTo(known(List.of("10.0.0.1", "10.0.0.2")));
        assertThat(output("{ get_attribute: [ server, address, 1 ] }"))
                .isEqualTo(known("10.0.0.2"));
        assertThat(output("{ get_attribute: [ server, endpoint, credential, 0 ] }"))
                .isEqualTo(known(Map.of("user", "root")));
        assertThat(output("{ get_attribute: [ server, endpoint, credential, 0, user ] }"))
                .isEqualTo(known("root"));
    }

    @Test
    void attributesStaySymbolicUntilTheyAreKnown() {
        assertThat(
                        output(
                                "{ concat: [ 'http://', { get_attribute: [ server, address, 0 ] } ] }",
                                AttributeSource.none()))
                .isEqualTo(
                        new Evaluation.Unresolved(
                                "attribute address of server is not known yet", false));
        assertThat(output("{ concat: [ 'http://', { get_attribute: [ server, address, 0 ] } ] }"))
                .isEqualTo(known("http://10.0.0.1"));
        assertThat(output("{ get_attribute: [ server, address, 2 ] }"))
                .isEqualTo(
                        new Evaluation.Unresolved(
                                "attribute address of server has no element '2'", false));
    }

    @Test
    void attributesReflectProperties() {
        assertThat(output("{ get_attribute: [ server, label ] }", AttributeSource.none()))
                .isEqualTo(known("web"));
    }

    @Test
    void textsAreJoinedCutAndCollected() {
        assertThat(output("{ concat: [ a, { get_input: [ ports, http ] }, '' ] }"))
                .isEqualTo(known("a8080"));
        assertThat(output("{ join: [ [ a, b ], '-' ] }")).isEqualTo(known("a-b"));
        assertThat(output("{ token: [ 'x:y:z', ':', 1 ] }")).isEqualTo(known("y"));
        assertThat(output("{ concat: [ a, { get_input: note } ] }"))
                .isEqualTo(new Evaluation.Absent());
        assertThat(output("[ { get_input: name }, { get_input: note }, 20.10, 7, true, 'true' ]"))
                .isEqualTo(known(List.of("web", "20.10", 7L, true, "true")));
        assertThat(output("{ a: { get_input: name }, b: { get_input: note } }"))
                .isEqualTo(known(Map.of("a", "web")));
        assertThat(output("{ get_artifact: [ app, play ] }")).isEqualTo(known("install.yml"));
    }

    @Test
    void anOptionalInputWithoutValueLeavesThePropertyAbsent() {
        String topology =
                """
                inputs: { note: { type: string, required: false }, size: { type: scalar-unit.size, required: false } }
                node_templates:
                  n: { type: tosca.nodes.Compute, properties: { label: { get_input: note } } }
                """;
        assertThat(Samples.evaluator(topology, Map.of()).property("n", "label"))
                .isEqualTo(new Evaluation.Absent());

        String required =
                topology
                        + "  d: { type: tosca.nodes.BlockStorage, properties: { size: { get_input: size } } }\n";
        assertThat(Samples.valid(required).bind(Map.of()).errors())
                .extracting(Problem::code)
                .containsExactly("property.missing");
        assertThat(Samples.valid(required).bind(Map.of("size", "1 GB")).errors()).isEmpty();
    }

    @Test
    void inputsThatFitTheirTypeButNotThePropertyAreRefused() {
        List<Problem> errors =
                Samples.valid(
                                """
                                inputs: { port: { type: integer } }
                                node_templates:
                                  n: { type: tosca.nodes.Compute, capabilities: { endpoint: { properties: { port: { get_input: port } } } } }
                                """)
                        .bind(Map.of("port", 70000))
                        .errors();

        assertThat(errors)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).endsWith("endpoint/properties/port");
                    assertThat(problem.message()).contains("must lie between 1 and 65535", "70000");
                });
    }

    @Test
    void propertiesThatNeedEachOtherAreRefusedAtBinding() {
        BindResult result =
                Samples.valid(
                                """
                                node_templates:
                                  s: { type: tosca.nodes.Compute }
                                  a: { type: test.Software, properties: { version: { get_property: [ b, version ] } }, requirements: [ { host: s } ] }
                                  b: { type: test.Software, properties: { version: { get_property: [ a, version ] } }, requirements: [ { host: s } ] }
                                """)
                        .bind(Map.of());

        assertThat(result.template()).isEmpty();
        assertThat(result.errors().getFirst().message()).contains("depends on itself");
    }

    @Test
    void referencesThatDoubleThemselvesEndAfterABoundedNumberOfSteps() {
        StringBuilder topology =
                new StringBuilder(
                        "node_templates:\n  s0: { type: tosca.nodes.Compute, properties: { label: x } }\n");
        for (int i = 1; i < 40; i++) {
            String previous = "{ get_property: [ s%d, label ] }".formatted(i - 1);
            topology.append(
                    "  s%d: { type: tosca.nodes.Compute, properties: { label: { concat: [ %s, %s ] } } }\n"
                            .formatted(i, previous, previous));
        }

        assertThat(Samples.valid(topology.toString()).bind(Map.of()).errors())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("value.unresolvable"));
    }

    @Test
    void functionsThatPointNowhereAreErrors() {
        List<String> codes = new ArrayList<>();
        for (String value :
                List.of(
                        "{ get_property: [ nobody, label ] }",
                        "{ get_property: [ server, nothing ] }",
                        "{ get_attribute: [ nobody, address ] }",
                        "{ get_artifact: [ app, nothing ] }",
                        "{ get_property: [ SELF, label ] }",
                        "{ token: [ a, b ] }",
                        "{ concat: text }")) {
            ParseResult result = Samples.parse(STACK + "  x: { value: " + value + " }");
            assertThat(result.template()).isEmpty();
            codes.add(result.errors().getFirst().code());
        }

        assertThat(codes)
                .containsExactly(
                        "function.unknown-property",
                        "function.unknown-property",
                        "function.unknown-attribute",
                        "function.unknown-artifact",
                        "function.unknown-property",
                        "function.malformed",
                        "function.malformed");
    }

    @Test
    void anUndeclaredAttributeWarns() {
        assertThat(
                        Samples.parse(
                                        STACK
                                                + "  x: { value: { get_attribute: [ server, serial ] } }")
                                .problems())
                .extracting(Problem::code)
                .containsExactly("function.undeclared-attribute");
    }

    @Test
    void concatOfAListAsksForAnIndex() {
        assertThat(output("{ concat: [ { get_attribute: [ server, address ] } ] }"))
                .isInstanceOfSatisfying(
                        Evaluation.Unresolved.class,
                        unresolved -> assertThat(unresolved.reason()).contains("add an index"));
    }
}
