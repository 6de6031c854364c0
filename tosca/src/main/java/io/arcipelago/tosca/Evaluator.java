package io.arcipelago.tosca;

import io.arcipelago.tosca.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the values of a bound template with the attributes that are known now. Nothing throws:
 * what is not there is {@link Evaluation.Absent}, what is not known is {@link
 * Evaluation.Unresolved} with the reason. Results have the declared type where there is one.
 */
public final class Evaluator {

    private final BoundTemplate bound;
    private final AttributeSource attributes;
    private final References references;

    Evaluator(BoundTemplate bound, AttributeSource attributes) {
        this.bound = bound;
        this.attributes = attributes;
        Map<String, NodeTemplate> nodes = new LinkedHashMap<>();
        bound.template().nodes().forEach(node -> nodes.put(node.name(), node));
        this.references = new References(nodes);
    }

    /** A property of a node. */
    public Evaluation property(String node, String property) {
        return node(node)
                .map(template -> pick(template.properties(), property, Scope.node(node)))
                .orElse(noSuch("node template", node));
    }

    /** A property of a node's capability. */
    public Evaluation capabilityProperty(String node, String capability, String property) {
        return node(node)
                .flatMap(template -> Optional.ofNullable(template.capabilities().get(capability)))
                .map(found -> pick(found.properties(), property, Scope.node(node)))
                .orElse(noSuch("capability", node + "/" + capability));
    }

    /** A property of the relationship behind a requirement of the node {@code source}. */
    public Evaluation relationshipProperty(
            String source, Requirement requirement, String property) {
        return pick(
                requirement.relationship().properties(),
                property,
                Scope.relationship(source, requirement));
    }

    /** A property of a policy. */
    public Evaluation policyProperty(PolicyTemplate policy, String property) {
        return pick(policy.properties(), property, Scope.template());
    }

    /** The inputs of an operation, in order; empty for an operation the node does not have. */
    public Map<String, Evaluation> operationInputs(
            String node, String interfaceName, String operation) {
        return node(node)
                .flatMap(template -> template.operation(interfaceName, operation))
                .map(found -> all(found.inputs(), Scope.node(node)))
                .orElse(Map.of());
    }

    /** All properties of a node, in order. */
    public Map<String, Evaluation> properties(String node) {
        return node(node).map(t -> all(t.properties(), Scope.node(node))).orElse(Map.of());
    }

    /** One output of the template. */
    public Evaluation output(String name) {
        return bound.template().outputs().stream()
                .filter(output -> output.name().equals(name))
                .map(output -> evaluate(output.value(), Scope.template()))
                .findFirst()
                .orElse(noSuch("output", name));
    }

    /** All outputs, in the template's order. */
    public Map<String, Evaluation> outputs() {
        Map<String, Evaluation> results = new LinkedHashMap<>();
        bound.template()
                .outputs()
                .forEach(o -> results.put(o.name(), evaluate(o.value(), Scope.template())));
        return Collections.unmodifiableMap(results);
    }

    /** Any value, in the scope where it stands. */
    public Evaluation evaluate(Value value, Scope scope) {
        return run().evaluate(value, scope);
    }

    Evaluation evaluate(PropertyAssignment assignment, Scope scope) {
        return run().assignment(assignment, scope);
    }

    private EvaluationRun run() {
        return new EvaluationRun(bound, attributes, references);
    }

    private Optional<NodeTemplate> node(String name) {
        return bound.template().node(name);
    }

    private Evaluation pick(Map<String, PropertyAssignment> assignments, String name, Scope scope) {
        return Optional.ofNullable(assignments.get(name))
                .map(assignment -> evaluate(assignment, scope))
                .orElse(new Evaluation.Absent());
    }

    private Map<String, Evaluation> all(Map<String, PropertyAssignment> assignments, Scope scope) {
        Map<String, Evaluation> results = new LinkedHashMap<>();
        assignments.forEach((name, item) -> results.put(name, evaluate(item, scope)));
        return Collections.unmodifiableMap(results);
    }

    private static Evaluation noSuch(String what, String name) {
        return new Evaluation.Unresolved("there is no %s '%s'".formatted(what, name), true);
    }
}
