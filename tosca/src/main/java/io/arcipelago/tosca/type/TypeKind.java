package io.arcipelago.tosca.type;

import java.util.List;

/** The kinds of types; each has its section in a file and its own names. */
public enum TypeKind {
    ARTIFACT("artifact_types", "artifact type"),
    DATA("data_types", "data type"),
    CAPABILITY("capability_types", "capability type"),
    INTERFACE("interface_types", "interface type"),
    RELATIONSHIP("relationship_types", "relationship type"),
    NODE("node_types", "node type"),
    GROUP("group_types", "group type"),
    POLICY("policy_types", "policy type");

    private final String section;
    private final String label;

    TypeKind(String section, String label) {
        this.section = section;
        this.label = label;
    }

    /** The key of the file that holds these types. */
    public String section() {
        return section;
    }

    /** For messages. */
    public String label() {
        return label;
    }

    /** What may stand before a short name, such as {@code tosca.nodes.} before {@code Compute}. */
    List<String> shortNamePrefixes() {
        return switch (this) {
            case ARTIFACT -> List.of("tosca.artifacts.");
            case DATA -> List.of("tosca.datatypes.", "tosca.datatypes.network.");
            case CAPABILITY -> List.of("tosca.capabilities.", "tosca.capabilities.network.");
            case INTERFACE ->
                    List.of(
                            "tosca.interfaces.",
                            "tosca.interfaces.node.lifecycle.",
                            "tosca.interfaces.relationship.");
            case RELATIONSHIP -> List.of("tosca.relationships.", "tosca.relationships.network.");
            case NODE -> List.of("tosca.nodes.", "tosca.nodes.network.");
            case GROUP -> List.of("tosca.groups.");
            case POLICY -> List.of("tosca.policies.");
        };
    }
}
