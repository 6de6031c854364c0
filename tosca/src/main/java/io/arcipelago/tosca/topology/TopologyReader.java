package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.DependencyGraph;
import io.arcipelago.tosca.InputDefinition;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.OutputDefinition;
import io.arcipelago.tosca.PolicyTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.ServiceTemplate;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.value.Value;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code topology_template} against the types that the template sees. */
public final class TopologyReader {

    private static final Set<String> KEYS =
            Set.of(
                    "description",
                    "inputs",
                    "node_templates",
                    "relationship_templates",
                    "policies",
                    "outputs");
    private static final Set<String> IGNORED =
            Set.of("groups", "workflows", "substitution_mappings");

    private final TypeClosure types;
    private final Problems problems;

    public TopologyReader(TypeClosure types, Problems problems) {
        this.types = types;
        this.problems = problems;
    }

    /** Reads the whole template; usable only when no error was recorded. */
    public ServiceTemplate read(
            String definitionsVersion,
            String description,
            Map<String, String> metadata,
            YamlSection topology) {
        keys(topology);
        List<InputDefinition> inputs = new InputReader(types, problems).read(topology);
        Map<String, NodeTemplate> nodes = nodes(topology);
        List<PolicyTemplate> policies =
                new PolicyReader(types, problems, nodes.keySet()).read(topology);
        List<OutputDefinition> outputs = outputs(topology);
        new ReferenceCheck(inputs, nodes, problems).check(policies, outputs);
        DependencyGraph graph = new GraphBuilder(List.copyOf(nodes.values()), problems).build();
        return new ServiceTemplate(
                definitionsVersion,
                description.isEmpty()
                        ? topology.text("description").orElse("").strip()
                        : description,
                metadata,
                inputs,
                List.copyOf(nodes.values()),
                policies,
                outputs,
                graph,
                types);
    }

    private void keys(YamlSection topology) {
        Set<String> known = new HashSet<>(KEYS);
        known.addAll(IGNORED);
        topology.onlyKeys(known);
        for (String key : IGNORED) {
            topology.node(key)
                    .ifPresent(node ->
                            problems.warning(
                                    "topology.ignored",
                                    node.position(),
                                    topology.path(key),
                                    key + " is not supported yet and is ignored"));
        }
    }

    private Map<String, NodeTemplate> nodes(YamlSection topology) {
        NodeReader reader = new NodeReader(types, problems);
        List<TypedNode> typed = new ArrayList<>();
        for (YamlSection.Named named : topology.entries("node_templates")) {
            reader.read(named).ifPresent(typed::add);
        }
        Map<String, NodeTemplate> bare = new LinkedHashMap<>();
        typed.forEach(node -> bare.put(node.template().name(), node.template()));
        RequirementResolver resolver =
                new RequirementResolver(
                        types, problems, bare, new RelationshipReader(types, problems, topology));
        Map<String, NodeTemplate> nodes = new LinkedHashMap<>();
        typed.forEach(node -> nodes.put(node.template().name(), node.with(resolver.resolve(node))));
        return nodes;
    }

    private List<OutputDefinition> outputs(YamlSection topology) {
        ValueReader values = ValueReader.forTemplate(types, problems);
        List<OutputDefinition> outputs = new ArrayList<>();
        for (YamlSection.Named named : topology.entries("outputs")) {
            Optional<YamlSection> section = YamlSection.of(named.node(), named.path(), problems);
            Optional<YamlNode> node = section.flatMap(s -> s.node("value"));
            if (section.isPresent() && node.isEmpty()) {
                problems.error(
                        "output.no-value",
                        named.node().position(),
                        named.path(),
                        "The output %s has no value; add value: ...".formatted(named.name()));
            }
            Optional<Value> value =
                    node.flatMap(n -> values.read(n, Optional.empty(), named.path() + "/value"));
            if (section.isPresent() && value.isPresent()) {
                section.get().onlyKeys(Set.of("value", "description", "type", "required"));
                outputs.add(
                        new OutputDefinition(
                                named.name(),
                                section.get().text("description").orElse("").strip(),
                                value.get(),
                                section.get().position()));
            }
        }
        return outputs;
    }
}
