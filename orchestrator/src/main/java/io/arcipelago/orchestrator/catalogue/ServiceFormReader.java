package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.catalogue.ServiceCatalogue.Yaml;
import io.arcipelago.orchestrator.catalogue.ServiceForm.Constraints;
import io.arcipelago.orchestrator.catalogue.ServiceForm.Input;
import io.arcipelago.orchestrator.catalogue.ServiceForm.Option;
import io.arcipelago.orchestrator.catalogue.ServiceForm.Output;
import io.arcipelago.tosca.InputDefinition;
import io.arcipelago.tosca.OutputDefinition;
import io.arcipelago.tosca.ServiceTemplate;
import io.arcipelago.tosca.type.Constraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes the form of a service: the template's inputs, overlaid attribute by attribute with the
 * parameter file.
 */
final class ServiceFormReader {

    private final CatalogueFiles files;
    private final Blueprints blueprints;

    ServiceFormReader(CatalogueFiles files, Blueprints blueprints) {
        this.files = files;
        this.blueprints = blueprints;
    }

    ServiceForm read(Map<String, Object> card, Map<String, Object> entry) {
        String file = Yaml.text(entry, "name").orElseThrow();
        String id = file.substring(0, file.lastIndexOf('.'));
        String text =
                files.text("templates/" + file)
                        .orElseThrow(() ->
                                new IllegalStateException("the catalogue lacks templates/" + file));
        ServiceTemplate template = blueprints.parse(text);
        Map<String, String> metadata = template.metadata();
        Map<String, Object> parameters =
                files.text("parameters/" + id + ".parameters.yml").isPresent()
                        ? Yaml.read(files, "parameters/" + id + ".parameters.yml")
                        : Map.of();
        return new ServiceForm(
                id,
                metadata.getOrDefault("display_name", Yaml.text(card, "display_name").orElse(id)),
                Yaml.text(entry, "description").orElse(template.description()),
                metadata.getOrDefault("icon", Yaml.text(card, "icon").orElse("server")),
                metadata.getOrDefault("template_version", "1.0.0"),
                Yaml.text(card, "guide_url"),
                Yaml.list(parameters.get("tabs")).stream().map(String::valueOf).toList(),
                inputs(template, Yaml.map(parameters.get("inputs"))),
                outputs(template, Yaml.map(parameters.get("outputs"))),
                text);
    }

    private static List<Input> inputs(ServiceTemplate template, Map<String, Object> shown) {
        Map<String, InputDefinition> left = new LinkedHashMap<>();
        template.inputs().forEach(input -> left.put(input.name(), input));
        List<Input> inputs = new ArrayList<>();
        // The parameter file's order comes first, since people read it.
        shown.forEach((name, attributes) -> {
            InputDefinition definition = left.remove(name);
            if (definition != null) {
                inputs.add(input(definition, Yaml.map(attributes)));
            }
        });
        left.values().forEach(definition -> inputs.add(input(definition, Map.of())));
        return inputs;
    }

    private static Input input(InputDefinition definition, Map<String, Object> shown) {
        Optional<List<Option>> options = options(definition);
        boolean secret = SecretInputs.isSecretName(definition.name());
        Optional<Object> byDefault =
                Optional.ofNullable(shown.get("default")).or(definition::defaultValue);
        return new Input(
                definition.name(),
                definition.type(),
                Yaml.text(shown, "display_name").orElse(definition.name()),
                Yaml.text(shown, "description")
                        .or(() -> Optional.of(definition.description()).filter(d -> !d.isBlank())),
                secret ? Optional.empty() : byDefault,
                definition.required() && byDefault.isEmpty(),
                Yaml.text(shown, "tab"),
                Yaml.text(shown, "placeholder"),
                secret,
                widget(definition, shown, options.isPresent(), secret),
                options,
                constraints(definition));
    }

    private static String widget(
            InputDefinition definition,
            Map<String, Object> shown,
            boolean hasOptions,
            boolean secret) {
        if (secret) {
            return "password";
        }
        String wanted = Yaml.text(shown, "type").orElse("");
        return switch (wanted) {
            case "text", "textarea", "integer", "float", "hidden" -> wanted;
            case "boolean", "toggle" -> "boolean";
            // Accounts and port maps keep their defaults until the form can edit them.
            case "ssh_user", "map", "list" -> "hidden";
            default ->
                    hasOptions
                            ? "select"
                            : switch (definition.type()) {
                                case "integer" -> "integer";
                                case "float" -> "float";
                                case "boolean" -> "boolean";
                                case "scalar-unit.size" -> "size";
                                case "list", "map" -> "hidden";
                                default -> "text";
                            };
        };
    }

    private static Optional<List<Option>> options(InputDefinition definition) {
        return definition.constraints().stream()
                .filter(it -> it.operator() == Constraint.Operator.VALID_VALUES)
                .findFirst()
                .map(constraint ->
                        constraint.operands().stream()
                                .map(value -> new Option(value, String.valueOf(value)))
                                .toList());
    }

    private static Constraints constraints(InputDefinition definition) {
        Optional<Number> min = Optional.empty();
        Optional<Number> max = Optional.empty();
        Optional<Integer> minLength = Optional.empty();
        Optional<Integer> maxLength = Optional.empty();
        Optional<String> pattern = Optional.empty();
        for (Constraint constraint : definition.constraints()) {
            Object first = constraint.operands().getFirst();
            switch (constraint.operator()) {
                case GREATER_OR_EQUAL, GREATER_THAN -> min = number(first);
                case LESS_OR_EQUAL, LESS_THAN -> max = number(first);
                case IN_RANGE -> {
                    min = number(first);
                    max = number(constraint.operands().getLast());
                }
                case MIN_LENGTH -> minLength = number(first).map(Number::intValue);
                case MAX_LENGTH -> maxLength = number(first).map(Number::intValue);
                case LENGTH -> {
                    minLength = number(first).map(Number::intValue);
                    maxLength = minLength;
                }
                case PATTERN -> pattern = Optional.of(String.valueOf(first));
                case EQUAL, VALID_VALUES -> {}
            }
        }
        return new Constraints(min, max, minLength, maxLength, pattern);
    }

    /** Sizes are written with a unit; the form compares bytes. */
    private static Optional<Number> number(Object operand) {
        if (operand instanceof Number number) {
            return Optional.of(number);
        }
        OptionalLong bytes = Sizes.bytes(String.valueOf(operand));
        return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
    }

    private static List<Output> outputs(ServiceTemplate template, Map<String, Object> shown) {
        List<String> order = List.copyOf(shown.keySet());
        return template.outputs().stream()
                .map(output -> output(output, Yaml.map(shown.get(output.name()))))
                .sorted(
                        Comparator.comparingInt(output ->
                                order.contains(output.name())
                                        ? order.indexOf(output.name())
                                        : Integer.MAX_VALUE))
                .toList();
    }

    private static Output output(OutputDefinition definition, Map<String, Object> shown) {
        return new Output(
                definition.name(),
                Yaml.text(shown, "display_name").orElse(definition.name()),
                Yaml.text(shown, "description")
                        .or(() -> Optional.of(definition.description()).filter(d -> !d.isBlank())),
                Yaml.text(shown, "type"));
    }
}
