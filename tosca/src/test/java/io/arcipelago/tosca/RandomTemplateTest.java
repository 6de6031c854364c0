package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.DependencyGraph.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded random templates; a failure names the seed. */
class RandomTemplateTest {

    private static final int RUNS = 200;

    @Test
    void everyDependencyLiesOnALowerLevelAndEveryNodeOnExactlyOne() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(12);
            DependencyGraph graph = Samples.valid(acyclic(random, size)).graph();

            List<String> all = graph.levels().stream().flatMap(List::stream).toList();
            assertThat(all).as("seed %d", seed).hasSize(size).doesNotHaveDuplicates();
            for (Edge edge : graph.edges()) {
                assertThat(graph.levelOf(edge.to()))
                        .as("seed %d, %s", seed, edge)
                        .isLessThan(graph.levelOf(edge.from()));
            }
            for (String node : all) {
                int level = graph.levelOf(node);
                assertThat(
                                graph.dependenciesOf(node).stream()
                                        .mapToInt(graph::levelOf)
                                        .max()
                                        .orElse(-1))
                        .as("seed %d: %s is as early as it can be", seed, node)
                        .isEqualTo(level - 1);
            }
        }
    }

    @Test
    void aBackwardEdgeAlwaysMakesACycleThatIsFound() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(10);
            StringBuilder chain = new StringBuilder("node_templates:\n");
            int back = random.nextInt(size);
            for (int i = 0; i < size; i++) {
                int next = i + 1 < size ? i + 1 : back;
                chain.append(
                        "  n%d: { type: tosca.nodes.Compute, requirements: [ { dependency: n%d } ] }\n"
                                .formatted(i, next));
            }

            assertThat(Samples.parse(chain.toString()).errors())
                    .as("seed %d", seed)
                    .extracting(Problem::code)
                    .containsExactly("graph.cycle");
        }
    }

    @Test
    void concatIsTheTextOfItsPartsWhateverTheyAre() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Map<String, Object> inputs = new HashMap<>();
            StringBuilder declared = new StringBuilder();
            List<String> parts = new ArrayList<>();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                String text =
                        random.nextBoolean() ? "" + random.nextInt(1000) / 100.0 : word(random);
                if (random.nextBoolean()) {
                    declared.append("  i%d: { type: string }\n".formatted(i));
                    inputs.put("i" + i, text);
                    parts.add("{ get_input: i%d }".formatted(i));
                } else {
                    parts.add("'" + text + "'");
                }
                expected.append(text);
            }
            String topology =
                    (declared.isEmpty() ? "" : "inputs:\n" + declared)
                            + "outputs: { x: { value: { concat: [ %s ] } } }"
                                    .formatted(String.join(", ", parts));

            assertThat(Samples.evaluator(topology, inputs).output("x"))
                    .as("seed %d", seed)
                    .isEqualTo(new Evaluation.Known(expected.toString()));
        }
    }

    @Test
    void damagedTemplatesGiveProblemsAndNeverExceptions() {
        String whole =
                Samples.template(
                        """
                        inputs: { count: { type: integer, default: 2, constraints: [ { in_range: [ 1, 9 ] } ] } }
                        node_templates:
                          disk: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }
                          server:
                            type: tosca.nodes.Compute
                            properties: { label: { concat: [ a, { get_input: count } ] } }
                            capabilities: { scalable: { properties: { count: { get_input: count } } } }
                            requirements:
                              - storage: { node: disk, relationship: { type: tosca.relationships.AttachesTo, properties: { location: /d } } }
                          app: { type: test.Special, requirements: [ { host: server } ] }
                        policies: [ { p: { type: tosca.policies.Root, targets: [ server ] } } ]
                        outputs: { ip: { value: { get_attribute: [ server, address, 0 ] } } }
                        """);
        assertThat(Samples.parseSource(whole).problems()).isEmpty();
        int refused = 0;
        for (long seed = 0; seed < 5 * RUNS; seed++) {
            ParseResult result = Samples.parseSource(damage(whole, new Random(seed)));
            if (result.template().isEmpty()) {
                refused++;
                assertThat(result.errors()).as("seed %d", seed).isNotEmpty();
            } else {
                result.template().get().bind(Map.of());
            }
        }
        assertThat(refused).isGreaterThan(RUNS);
    }

    private static String acyclic(Random random, int size) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        StringBuilder topology = new StringBuilder("node_templates:\n");
        for (int node : order) {
            List<String> needs = new ArrayList<>();
            for (int earlier = 0; earlier < node; earlier++) {
                if (random.nextInt(3) == 0) {
                    needs.add("{ dependency: n%d }".formatted(earlier));
                }
            }
            topology.append(
                    "  n%d: { type: tosca.nodes.Compute, requirements: [ %s ] }\n"
                            .formatted(node, String.join(", ", needs)));
        }
        return topology.toString();
    }

    private static String word(Random random) {
        return List.of("yes", "no", "null", "a b", "{x}", "0x1F", "~", "http://")
                .get(random.nextInt(8));
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, "{}[]:,-&*!'\"#\n x".charAt(random.nextInt(16)));
                case 2 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(30)));
                default -> throw new IllegalStateException();
            }
        }
        return damaged.toString();
    }
}
