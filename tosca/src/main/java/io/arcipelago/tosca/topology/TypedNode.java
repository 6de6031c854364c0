package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Requirement;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.List;

/** A node between the two passes of reading: its template still lacks the requirements. */
record TypedNode(TypeDefinition type, YamlSection section, NodeTemplate template) {

    NodeTemplate with(List<Requirement> requirements) {
        return new NodeTemplate(
                template.name(),
                template.type(),
                template.lineage(),
                template.description(),
                template.metadata(),
                template.properties(),
                template.capabilities(),
                List.copyOf(requirements),
                template.interfaces(),
                template.artifacts(),
                template.attributes(),
                template.position());
    }
}
