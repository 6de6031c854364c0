package io.arcipelago.tosca;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A template together with the inputs of one deployment. Immutable. */
public final class BoundTemplate {

    private final ServiceTemplate template;
    private final Map<String, Object> inputs;

    BoundTemplate(ServiceTemplate template, Map<String, Object> inputs) {
        this.template = template;
        this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    public ServiceTemplate template() {
        return template;
    }

    /**
     * Given inputs and defaults, of their declared types; optional ones without value are absent.
     */
    public Map<String, Object> inputs() {
        return inputs;
    }

    public DependencyGraph graph() {
        return template.graph();
    }

    /** The node that the given one directly runs on. */
    public Optional<String> hostOf(String node) {
        return graph().hostOf(node);
    }

    /** Evaluates values with what is known now. */
    public Evaluator evaluator(AttributeSource attributes) {
        return new Evaluator(this, attributes);
    }

    /**
     * How many instances a node has: {@code count} (else {@code default_instances}) of its scalable
     * capability, 1 without one. Nodes hosted on another have as many as their host.
     */
    public int instanceCount(String node) {
        return InstanceCount.of(this, node);
    }
}
