package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTest {

    private static List<Problem> problemsOf(String source) {
        return ToscaParser.parse(source, ImportResolver.none()).problems();
    }

    @Test
    void aDuplicateKeyIsRefusedAndBothPlacesAreNamed() {
        List<Problem> problems =
                problemsOf(
                        """
                        tosca_definitions_version: tosca_simple_yaml_1_3
                        topology_template:
                          inputs:
                            a: { type: string, default: x }
                            a: { type: string, default: y }
                        """);

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("yaml.duplicate-key");
                    assertThat(problem.line()).isEqualTo(5);
                    assertThat(problem.column()).isEqualTo(5);
                    assertThat(problem.path()).isEqualTo("topology_template/inputs/a");
                    assertThat(problem.message()).contains("line 4, column 5");
                });
    }

    @Test
    void aBombOfAliasesIsRefusedBeforeItExpands() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [ x, x, x, x, x, x, x, x, x, x ]\n");
        for (int i = 1; i < 12; i++) {
            String item = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [ %s ]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            List.of(
                                                    item, item, item, item, item, item, item, item,
                                                    item))));
        }

        assertThat(problemsOf(bomb.toString()))
                .extracting(Problem::code)
                .containsExactly("yaml.too-large");
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        assertThat(problemsOf("a: " + "[".repeat(100_000)))
                .extracting(Problem::code)
                .containsExactly("yaml.too-deep");
    }

    @Test
    void aChainOfAliasesCountsAsDepth() {
        StringBuilder chain = new StringBuilder("a0: &a0 [ x ]\n");
        for (int i = 1; i < 100; i++) {
            chain.append("a%d: &a%d [ *a%d ]\n".formatted(i, i, i - 1));
        }

        assertThat(problemsOf(chain.toString()))
                .extracting(Problem::code)
                .containsExactly("yaml.too-deep");
    }

    @Test
    void anAnchorInsideItselfIsRefused() {
        assertThat(problemsOf("a: &a [ *a ]"))
                .extracting(Problem::code)
                .containsExactly("yaml.recursive");
    }

    @Test
    void aFileOfMoreThanTheLimitIsRefused() {
        assertThat(problemsOf("a: " + "x".repeat(2_000_001)))
                .extracting(Problem::code)
                .containsExactly("yaml.too-large");
    }

    @Test
    void brokenSyntaxIsReportedWhereItBreaks() {
        assertThat(problemsOf("a: 1\nb: [ 1, 2\nc: 3\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("yaml.syntax");
                    assertThat(problem.line()).isGreaterThan(1);
                });
    }

    @Test
    void tagsOfProgramsAndSecondDocumentsAreRefused() {
        assertThat(problemsOf("a: !!java/Object x"))
                .extracting(Problem::code)
                .doesNotContain("yaml.tag");
        assertThat(problemsOf("a: !ruby/object x"))
                .extracting(Problem::code)
                .containsExactly("yaml.tag");
        assertThat(problemsOf("a: 1\n---\nb: 2\n"))
                .extracting(Problem::code)
                .containsExactly("yaml.documents");
    }

    @Test
    void anchorsAndMergeKeysShareValues() {
        Evaluator evaluator =
                Samples.evaluator(
                        """
                        node_templates:
                          one: &one
                            type: tosca.nodes.Compute
                            properties: { label: first }
                          two:
                            <<: *one
                            properties: { label: second }
                          three: *one
                        """,
                        Map.of());

        assertThat(evaluator.property("two", "label").text()).contains("second");
        assertThat(evaluator.property("three", "label").text()).contains("first");
    }

    @Test
    void aPairWithoutBracesInAListIsReadWithAWarning() {
        ParseResult result =
                Samples.parse(
                        """
                        inputs: { name: { type: string, default: x } }
                        outputs:
                          url: { value: { concat: [ 'a-', get_input: name ] } }
                        """);

        assertThat(result.problems())
                .extracting(Problem::code)
                .containsExactly("yaml.single-pair-map");
        assertThat(
                        result.template()
                                .orElseThrow()
                                .bind(Map.of())
                                .template()
                                .orElseThrow()
                                .evaluator(AttributeSource.none())
                                .output("url"))
                .isEqualTo(new Evaluation.Known("a-x"));
    }

    @Test
    void anEmptyFileIsAnErrorNotACrash() {
        assertThat(ToscaParser.parse("", ImportResolver.none()).template()).isEmpty();
        assertThat(problemsOf("[ 1 ]")).extracting(Problem::code).containsExactly("yaml.not-a-map");
    }
}
