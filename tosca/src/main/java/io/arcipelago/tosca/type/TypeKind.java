package io.arcipelago.tosca.type;

import java.util.List;

/** The kinds of types; each has its section in a file and its own names. */
public enum TypeKind {
    ARTIFACT("artifact_types", "artifact type", List.of("tosca.artifacts.")),
    DATA("data_types", "data type", List.of("tosca.datatypes.", "tosca.datatypes.network.")),
    CAPABILITY(
            "capability_types",
            "capability type",
            List.of("tosca.capabilities.", "tosca.capabilities.network.")),
    INTERFACE(
            "interface_types",
            "interface type",
            List.of(
                    "tosca.interfaces.",
                    "tosca.interfaces.node.lifecycle.",
                    "tosca.interfaces.relationship.")),
    RELATIONSHIP(
            "relationship_types",
            "relationship type",
            List.of("tosca.relationships.", "tosca.relationships.network.")),
    NODE("node_types", "node type", List.of("tosca.nodes.", "tosca.nodes.network.")),
    GROUP("group_types", "group type", List.of("tosca.groups.")),
    POLICY("policy_types", "policy type", List.of("tosca.policies."));

    private final String section;
    private final String label;
    private final List<String> shortNamePrefixes;

    TypeKind(String section, String label, List<String> shortNamePrefixes) {
        this.section = section;
        this.label = label;
        this.shortNamePrefixes = shortNamePrefixes;
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
        return shortNamePrefixes;
    }
}
