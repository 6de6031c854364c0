package io.arcipelago.tosca;

import io.arcipelago.tosca.type.TypeClosure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template that was read without errors. Immutable; may be shared between threads. */
public final class ServiceTemplate {

    private final String definitionsVersion;
    private final String description;
    private final Map<String, String> metadata;
    private final List<InputDefinition> inputs;
    private final Map<String, NodeTemplate> nodes = new LinkedHashMap<>();
    private final List<PolicyTemplate> policies;
    private final List<OutputDefinition> outputs;
    private final DependencyGraph graph;
    private final TypeClosure types;

    /** For the reader of topologies; callers get templates from {@link ToscaParser}. */
    public ServiceTemplate(
            String definitionsVersion,
            String description,
            Map<String, String> metadata,
            List<InputDefinition> inputs,
            List<NodeTemplate> nodes,
            List<PolicyTemplate> policies,
            List<OutputDefinition> outputs,
            DependencyGraph graph,
            TypeClosure types) {
        this.definitionsVersion = definitionsVersion;
        this.description = description;
        this.metadata = Map.copyOf(metadata);
        this.inputs = List.copyOf(inputs);
        nodes.forEach(node -> this.nodes.put(node.name(), node));
        this.policies = List.copyOf(policies);
        this.outputs = List.copyOf(outputs);
        this.graph = graph;
        this.types = types;
    }

    /** Such as {@code tosca_simple_yaml_1_0}. */
    public String definitionsVersion() {
        return definitionsVersion;
    }

    public String description() {
        return description;
    }

    /** The scalars of the metadata block and the template_* keys of the file. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public List<InputDefinition> inputs() {
        return inputs;
    }

    public Optional<InputDefinition> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    public List<NodeTemplate> nodes() {
        return List.copyOf(nodes.values());
    }

    public Optional<NodeTemplate> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    public List<PolicyTemplate> policies() {
        return policies;
    }

    public List<OutputDefinition> outputs() {
        return outputs;
    }

    public DependencyGraph graph() {
        return graph;
    }

    /** The types this template sees. */
    public TypeClosure types() {
        return types;
    }

    /**
     * Gives the template its inputs: plain Java values (String, Number, Boolean, List, Map) by
     * name. Unknown inputs, wrong types, missing required inputs, violated constraints and
     * properties that end up without a value are problems, each named.
     */
    public BindResult bind(Map<String, ? extends @Nullable Object> given) {
        return new InputBinder(this).bind(given);
    }
}
