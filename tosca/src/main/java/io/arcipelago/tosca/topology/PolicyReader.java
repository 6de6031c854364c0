package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.PolicyTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads policies (TOSCA 1.3 section 3.8.6). */
final class PolicyReader {

    private static final Set<String> KEYS =
            Set.of("type", "description", "metadata", "properties", "targets", "triggers");

    private final TypeClosure types;
    private final Problems problems;
    private final Set<String> nodes;
    private final AssignmentReader assignments;

    PolicyReader(TypeClosure types, Problems problems, Set<String> nodes) {
        this.types = types;
        this.problems = problems;
        this.nodes = nodes;
        this.assignments = new AssignmentReader(types, problems);
    }

    List<PolicyTemplate> read(YamlSection topology) {
        List<PolicyTemplate> policies = new ArrayList<>();
        for (YamlSection.Named named : topology.namedList("policies")) {
            YamlSection.of(named.node(), named.path(), problems)
                    .flatMap(section -> policy(named.name(), section))
                    .ifPresent(policies::add);
        }
        return policies;
    }

    private Optional<PolicyTemplate> policy(String name, YamlSection section) {
        section.onlyKeys(KEYS);
        if (section.has("triggers")) {
            problems.warning(
                    "policy.triggers",
                    section.position(),
                    section.path("triggers"),
                    "Triggers of policies are not supported; they are ignored");
        }
        Optional<String> stated = section.text("type");
        if (stated.isEmpty()) {
            problems.error(
                    "policy.no-type",
                    section.position(),
                    section.path(),
                    "The policy %s states no type; add type: <policy type>".formatted(name));
            return Optional.empty();
        }
        return types.resolve(
                        TypeKind.POLICY,
                        stated.get(),
                        section.node("type").map(YamlNode::position).orElse(section.position()),
                        section.path("type"),
                        problems)
                .map(type -> policy(name, section, type));
    }

    private PolicyTemplate policy(String name, YamlSection section, TypeDefinition type) {
        List<String> targets = section.texts("targets");
        for (String target : targets) {
            if (!nodes.contains(target)) {
                problems.error(
                        "policy.target",
                        section.node("targets").map(YamlNode::position).orElse(section.position()),
                        section.path("targets"),
                        "The policy %s targets '%s', but there is no such node template%s"
                                .formatted(name, target, Suggestion.hint(target, nodes)));
            }
        }
        return new PolicyTemplate(
                name,
                type.name(),
                type.lineage(),
                assignments.read(
                        type.properties(),
                        section.section("properties"),
                        "policy " + name,
                        section.position(),
                        section.path("properties")),
                List.copyOf(targets),
                section.position());
    }
}
