package io.arcipelago.cli.deployments;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A service of the catalogue: schema {@code Service}. */
public record CatalogueService(
        String id, String name, String description, String version, List<Input> inputs) {

    public CatalogueService {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
    }

    /**
     * An input of its form.
     *
     * @param type the TOSCA type
     * @param defaultValue absent if there is none
     */
    public record Input(
            String name,
            String type,
            String label,
            @Nullable String description,
            boolean required,
            boolean secret,
            @JsonProperty("default") @Nullable JsonNode defaultValue) {}

    Optional<Input> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }
}
