package io.arcipelago.tosca;

import io.arcipelago.tosca.value.Plain;
import io.arcipelago.tosca.value.SecretNames;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks given inputs against their definitions, then the whole template with them. */
final class InputBinder {

    private final ServiceTemplate template;
    private final Problems problems = new Problems();

    InputBinder(ServiceTemplate template) {
        this.template = template;
    }

    BindResult bind(Map<String, ? extends @Nullable Object> given) {
        refuseUnknown(given);
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (InputDefinition input : template.inputs()) {
            value(input, given).ifPresent(value -> inputs.put(input.name(), value));
        }
        if (problems.hasErrors()) {
            return new BindResult(Optional.empty(), problems.list());
        }
        BoundTemplate bound = new BoundTemplate(template, inputs);
        new BoundCheck(bound, problems).check();
        return new BindResult(
                problems.hasErrors() ? Optional.empty() : Optional.of(bound), problems.list());
    }

    private void refuseUnknown(Map<String, ? extends @Nullable Object> given) {
        List<String> known = template.inputs().stream().map(InputDefinition::name).toList();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problems.error(
                        "input.unknown",
                        Position.NONE,
                        "inputs/" + name,
                        "The template has no input '%s'%s"
                                .formatted(name, Suggestion.hint(name, known)));
            }
        }
    }

    private Optional<Object> value(
            InputDefinition input, Map<String, ? extends @Nullable Object> given) {
        YamlNode node = YamlNode.ofJava(given.get(input.name()));
        String path = "inputs/" + input.name();
        if (!node.isNull()) {
            return ValueReader.forData(
                            template.types(), problems, SecretNames.matches(input.name()))
                    .read(node, Optional.of(input.schema()), path)
                    .<Object>map(Plain::of);
        }
        if (input.defaultValue().isEmpty() && input.required()) {
            problems.error(
                    "input.missing",
                    Position.NONE,
                    path,
                    "The input %s (%s) is required and has no default; give it a value"
                            .formatted(input.name(), input.type()));
        }
        return input.defaultValue();
    }
}
