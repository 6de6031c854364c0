package io.arcipelago.cli.deployments;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A deployment: schemas {@code DeploymentSummary} and {@code Deployment}; a summary's lists are
 * empty.
 */
public record Deployment(
        String id,
        String title,
        String service,
        String serviceName,
        String group,
        @Nullable Owner owner,
        String status,
        @Nullable String statusReason,
        String phase,
        int progress,
        @Nullable String provider,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        List<Output> outputs,
        List<Step> steps,
        List<Attempt> attempts,
        List<Resource> resources) {

    public Deployment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        steps = steps == null ? List.of() : List.copyOf(steps);
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        resources = resources == null ? List.of() : List.copyOf(resources);
    }

    /** Who it belongs to. */
    public record Owner(String name) {}

    /** A result, such as an address. */
    public record Output(String name, String label, @Nullable JsonNode value) {

        /** The value as one text. */
        public String text() {
            if (value == null) {
                return "";
            }
            return value.isString() ? value.asString() : value.toString();
        }
    }

    /** A step of the step machine. */
    public record Step(
            int attempt,
            String name,
            String state,
            int tries,
            @Nullable String message,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** An attempt on one site. */
    public record Attempt(
            int number,
            @Nullable String provider,
            @Nullable String region,
            String state,
            @Nullable String failureClass,
            @Nullable String failure) {}

    /** An object on the site. */
    public record Resource(
            String id,
            String node,
            String kind,
            String name,
            @Nullable String cloudId,
            String state,
            @Nullable String detail) {}

    /** Whether nothing more happens by itself. */
    public boolean settled() {
        return !status.endsWith("_IN_PROGRESS");
    }

    /** Whether it ended as it should. */
    public boolean succeeded() {
        return status.endsWith("_COMPLETE");
    }

    /** Provider and region, or a dash before there are any. */
    public String site() {
        return provider == null ? "-" : region == null ? provider : provider + "/" + region;
    }

    /** An output's value. */
    public Optional<String> output(String name) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .map(Output::text)
                .filter(text -> !text.isBlank())
                .findFirst();
    }
}
