package io.arcipelago.orchestrator.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A service on offer, with the form that asks for its inputs; schema {@code Service} of {@code
 * openapi/orchestrator.yaml}.
 *
 * @param template the TOSCA text
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ServiceForm(
        String id,
        String name,
        String description,
        String icon,
        String version,
        Optional<String> guideUrl,
        List<String> tabs,
        List<Input> inputs,
        List<Output> outputs,
        @JsonIgnore String template) {

    public ServiceForm {
        tabs = List.copyOf(tabs);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** What is known about an output of this name. */
    public Optional<Output> output(String outputName) {
        return outputs.stream().filter(output -> output.name().equals(outputName)).findFirst();
    }

    /**
     * A field of the form.
     *
     * @param type the TOSCA type
     * @param widget how it is shown
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Input(
            String name,
            String type,
            String label,
            Optional<String> description,
            @JsonInclude(value = JsonInclude.Include.NON_ABSENT)
                    @com.fasterxml.jackson.annotation.JsonProperty("default")
                    Optional<Object> defaultValue,
            boolean required,
            Optional<String> tab,
            Optional<String> placeholder,
            boolean secret,
            String widget,
            Optional<List<Option>> options,
            Constraints constraints) {}

    /** A value to choose from. */
    public record Option(Object value, String label) {}

    /** Bounds of a value; absent ones do not bound it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Constraints(
            Optional<Number> min,
            Optional<Number> max,
            Optional<Integer> minLength,
            Optional<Integer> maxLength,
            Optional<String> pattern) {

        static final Constraints NONE =
                new Constraints(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /** An output as it is shown. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Output(
            String name, String label, Optional<String> description, Optional<String> type) {}
}
