package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.InputDefinition;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.OutputDefinition;
import io.arcipelago.tosca.PolicyTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.PropertyAssignment;
import io.arcipelago.tosca.References;
import io.arcipelago.tosca.Requirement;
import io.arcipelago.tosca.Scope;
import io.arcipelago.tosca.value.Value;
import io.arcipelago.tosca.yaml.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that every function points at something that exists. */
final class ReferenceCheck {

    private final Set<String> inputs;
    private final Map<String, NodeTemplate> nodes;
    private final References references;
    private final Problems problems;

    ReferenceCheck(
            List<InputDefinition> inputs, Map<String, NodeTemplate> nodes, Problems problems) {
        this.inputs = inputs.stream().map(InputDefinition::name).collect(Collectors.toSet());
        this.nodes = nodes;
        this.references = new References(nodes);
        this.problems = problems;
    }

    void check(List<PolicyTemplate> policies, List<OutputDefinition> outputs) {
        for (NodeTemplate node : nodes.values()) {
            GraphBuilder.assignments(node)
                    .forEach(assignment -> check(assignment, Scope.node(node.name())));
            for (Requirement requirement : node.requirements()) {
                Scope scope = Scope.relationship(node.name(), requirement);
                requirement.relationship().properties().values().forEach(p -> check(p, scope));
            }
        }
        policies.forEach(
                policy -> policy.properties().values().forEach(p -> check(p, Scope.template())));
        outputs.forEach(output ->
                check(
                        output.value(),
                        Scope.template(),
                        "topology_template/outputs/" + output.name()));
    }

    private void check(PropertyAssignment assignment, Scope scope) {
        assignment.value().ifPresent(value -> check(value, scope, assignment.path()));
    }

    private void check(Value value, Scope scope, String path) {
        value.all()
                .filter(Value.Function.class::isInstance)
                .forEach(function -> check((Value.Function) function, scope, path));
    }

    private void check(Value.Function function, Scope scope, String path) {
        switch (function) {
            case Value.GetInput call -> input(call, path);
            case Value.GetProperty call -> {
                if (references.property(call.entity(), call.path(), scope)
                        instanceof References.Missing(String reason)) {
                    missing("function.unknown-property", call, path, "get_property: " + reason);
                }
            }
            case Value.GetAttribute call -> attribute(call, scope, path);
            case Value.GetArtifact call -> {
                if (references.artifact(call.entity(), call.artifact(), scope).isEmpty()) {
                    missing(
                            "function.unknown-artifact",
                            call,
                            path,
                            "get_artifact: %s has no artifact '%s'"
                                    .formatted(call.entity(), call.artifact()));
                }
            }
            case Value.Concat call -> {}
            case Value.Token call -> {}
        }
    }

    private void input(Value.GetInput call, String path) {
        if (!inputs.contains(call.input())) {
            missing(
                    "function.unknown-input",
                    call,
                    path,
                    "get_input: the template declares no input '%s'%s; add it under inputs"
                            .formatted(call.input(), Suggestion.hint(call.input(), inputs)));
        }
    }

    private void attribute(Value.GetAttribute call, Scope scope, String path) {
        switch (references.attribute(call.entity(), call.path(), scope)) {
            case References.Missing missing ->
                    missing(
                            "function.unknown-attribute",
                            call,
                            path,
                            "get_attribute: " + missing.reason());
            case References.Attribute found -> {
                if (!found.declared() && found.property().isEmpty()) {
                    problems.warning(
                            "function.undeclared-attribute",
                            call.position(),
                            path,
                            "get_attribute: the type of %s declares no attribute '%s'"
                                    .formatted(
                                            found.node(), String.join("/", found.attributePath())));
                }
            }
            case References.Property property -> {}
        }
    }

    private void missing(String code, Value.Function call, String path, String message) {
        problems.error(code, call.position(), path, message);
    }
}
