package io.arcipelago.tosca;

import java.util.Optional;

/** Checks what only the inputs decide: required properties, types of evaluated values, counts. */
final class BoundCheck {

    private static final long MAX_INSTANCES = 1000;

    private final BoundTemplate bound;
    private final Problems problems;
    private final Evaluator evaluator;

    BoundCheck(BoundTemplate bound, Problems problems) {
        this.bound = bound;
        this.problems = problems;
        this.evaluator = bound.evaluator(AttributeSource.none());
    }

    void check() {
        for (NodeTemplate node : bound.template().nodes()) {
            Scope scope = Scope.node(node.name());
            node.properties().values().forEach(property -> check(property, scope));
            node.capabilities()
                    .values()
                    .forEach(c -> c.properties().values().forEach(p -> check(p, scope)));
            node.operations()
                    .forEach(o -> o.inputs().values().forEach(input -> check(input, scope)));
            for (Requirement requirement : node.requirements()) {
                Scope inside = Scope.relationship(node.name(), requirement);
                requirement.relationship().properties().values().forEach(p -> check(p, inside));
            }
            count(node);
        }
        bound.template()
                .policies()
                .forEach(policy ->
                        policy.properties().values().forEach(p -> check(p, Scope.template())));
        bound.template().outputs().forEach(this::output);
    }

    private void check(PropertyAssignment property, Scope scope) {
        switch (evaluator.evaluate(property, scope)) {
            case Evaluation.Known known -> {}
            case Evaluation.Absent absent -> {
                if (property.required()) {
                    problems.error(
                            "property.missing",
                            property.position(),
                            property.path(),
                            "%s is required, but the inputs it is made of have no value"
                                    .formatted(property.name()));
                }
            }
            case Evaluation.Unresolved(String reason, boolean permanent) -> {
                if (permanent) {
                    problems.error(
                            "value.unresolvable",
                            property.position(),
                            property.path(),
                            "%s has no value: %s".formatted(property.name(), reason));
                }
            }
        }
    }

    private void output(OutputDefinition output) {
        if (evaluator.output(output.name())
                        instanceof Evaluation.Unresolved(String reason, boolean permanent)
                && permanent) {
            problems.error(
                    "value.unresolvable",
                    output.position(),
                    "topology_template/outputs/" + output.name(),
                    "The output %s has no value: %s".formatted(output.name(), reason));
        }
    }

    private void count(NodeTemplate node) {
        Optional<Evaluation> stated = InstanceCount.stated(bound, node.name());
        if (stated.isEmpty()) {
            return;
        }
        if (!(stated.get() instanceof Evaluation.Known(Object value))
                || !(value instanceof Long count)
                || count < 0
                || count > MAX_INSTANCES) {
            problems.error(
                    "count.invalid",
                    node.position(),
                    "topology_template/node_templates/" + node.name(),
                    "The instance count of %s must be between 0 and %d and known at submit"
                            .formatted(node.name(), MAX_INSTANCES));
        }
    }
}
