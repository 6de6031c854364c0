package io.arcipelago.cli.deployments;

import io.arcipelago.cli.deployments.CatalogueService.Input;
import io.arcipelago.cli.output.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Inputs as they are typed: {@code name=value}, or {@code name=@file} for what is long or secret.
 * Lists, maps, numbers and booleans are written in JSON.
 */
final class InputValues {

    private final JsonMapper json;

    InputValues(JsonMapper json) {
        this.json = json;
    }

    /** The values in the types that the service wants. */
    Map<String, Object> of(CatalogueService service, List<String> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String assignment : given) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw CliFailure.usage(
                        "--input %s: write name=value, or name=@file".formatted(assignment));
            }
            String name = assignment.substring(0, equals);
            Input input = service.input(name).orElseThrow(() -> unknown(service, name));
            if (values.putIfAbsent(name, value(input, assignment.substring(equals + 1))) != null) {
                throw CliFailure.usage("--input %s is given twice".formatted(name));
            }
        }
        return values;
    }

    private static CliFailure unknown(CatalogueService service, String name) {
        return CliFailure.usage(
                "%s has no input '%s'; it has %s"
                        .formatted(
                                service.id(),
                                name,
                                service.inputs().stream()
                                        .map(Input::name)
                                        .collect(Collectors.joining(", "))));
    }

    private Object value(Input input, String text) {
        if (text.startsWith("@")) {
            return typed(input, content(input, Path.of(text.substring(1))));
        }
        if (input.secret()) {
            // Arguments are visible to every user of the machine.
            throw CliFailure.usage(
                    "%s is secret: put it into a file and write --input %s=@FILE"
                            .formatted(input.name(), input.name()));
        }
        return typed(input, text);
    }

    private static String content(Input input, Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw CliFailure.usage(
                    "--input %s=@%s cannot be read: %s"
                            .formatted(input.name(), file, e.getClass().getSimpleName()));
        }
    }

    private Object typed(Input input, String text) {
        return switch (input.type()) {
            case "integer" -> parsed(input, text, JsonNode::isIntegralNumber, "5");
            case "float" -> parsed(input, text, JsonNode::isNumber, "0.5");
            case "boolean" -> parsed(input, text, JsonNode::isBoolean, "true");
            case "list" -> parsed(input, text, JsonNode::isArray, "[\"a\", \"b\"]");
            case "map" -> parsed(input, text, JsonNode::isObject, "{\"a\": 1}");
            default -> text;
        };
    }

    private JsonNode parsed(Input input, String text, Predicate<JsonNode> fits, String example) {
        try {
            JsonNode node = json.readTree(text);
            if (fits.test(node)) {
                return node;
            }
        } catch (JacksonException e) {
            // Told below with an example.
        }
        throw CliFailure.usage(
                "%s is a %s; write for example --input '%s=%s'"
                        .formatted(input.name(), input.type(), input.name(), example));
    }
}
