package io.arcipelago.orchestrator.compatible;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the PaaS orchestrator that its clients parse. Clients index into {@code uuid,
 * creationTime, updateTime, createdBy, status, outputs, task} and {@code links} without looking, so
 * these are always there; other members are left out when they have no value.
 */
final class CompatibleShapes {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmZ", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private CompatibleShapes() {}

    /**
     * Minutes only, such as {@code 2026-01-31T11:34+0000}: clients cut the text at fixed places.
     */
    static String time(Instant instant) {
        return MINUTES.format(instant);
    }

    record Link(String rel, String href) {}

    record PageInfo(int size, long totalElements, long totalPages, int number) {}

    record PageShape<T>(List<Link> links, List<T> content, PageInfo page) {}

    record CreatedBy(String issuer, String subject) {}

    /**
     * Where a deployment runs.
     *
     * @param iaasType the same as {@code deploymentType}; newer clients look here
     */
    record Endpoint(String cpEndpoint, String region, String deploymentType, String iaasType) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeploymentShape(
            String uuid,
            String creationTime,
            String updateTime,
            @Nullable String physicalId,
            String status,
            @Nullable String statusReason,
            Map<String, Object> outputs,
            String task,
            @Nullable String callback,
            @Nullable String userGroup,
            @Nullable String cloudProviderName,
            @Nullable Endpoint cloudProviderEndpoint,
            CreatedBy createdBy,
            List<Link> links) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResourceShape(
            String uuid,
            String creationTime,
            String updateTime,
            @Nullable String physicalId,
            String state,
            String toscaNodeType,
            String toscaNodeName,
            List<String> requiredBy,
            Map<String, String> metadata,
            List<Link> links) {}

    /** The body of every failure. */
    record ErrorShapeBody(int code, String title, String message) {}
}
