package io.arcipelago.catalogue;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;

/** Reads the service cards of metadata.yml. */
final class ServiceCards {

    record Card(String displayName, String icon, List<String> templates) {}

    private final YamlSection metadata;

    ServiceCards(YamlSection metadata) {
        this.metadata = metadata;
    }

    List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (YamlSection service : items(metadata, "services")) {
            YamlSection card = service.section("metadata").orElseThrow();
            cards.add(
                    new Card(
                            card.text("display_name").orElseThrow(),
                            card.text("icon").orElseThrow(),
                            items(service, "templates").stream()
                                    .map(template -> template.text("name").orElseThrow())
                                    .toList()));
        }
        return cards;
    }

    private static List<YamlSection> items(YamlSection owner, String key) {
        YamlNode node = owner.node(key).orElseThrow();
        return ((YamlNode.Sequence) node)
                .items().stream()
                        .map(item -> YamlSection.of(item, key, new Problems()).orElseThrow())
                        .toList();
    }
}
