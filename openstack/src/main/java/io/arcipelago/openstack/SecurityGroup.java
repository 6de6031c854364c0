package io.arcipelago.openstack;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A set of rules that ports may carry. */
public record SecurityGroup(
        String id,
        String name,
        String description,
        List<SecurityGroupRule> rules,
        List<String> tags) {

    static SecurityGroup from(JsonNode node) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        node.path("security_group_rules").forEach(rule -> rules.add(SecurityGroupRule.from(rule)));
        return new SecurityGroup(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                List.copyOf(rules),
                Json.texts(node, "tags"));
    }
}
