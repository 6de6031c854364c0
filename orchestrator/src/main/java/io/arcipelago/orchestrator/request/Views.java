package io.arcipelago.orchestrator.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.LogLine;
import io.arcipelago.orchestrator.deployment.StepEntry;
import io.arcipelago.orchestrator.placement.Candidate;
import io.arcipelago.orchestrator.provisioning.CloudResource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON shapes of the native interface, as {@code openapi/orchestrator.yaml} promises them. */
final class Views {

    private Views() {}

    /** Schema {@code DeploymentSummary}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Summary(
            String id,
            String title,
            String service,
            String serviceName,
            Optional<String> icon,
            String group,
            OwnerView owner,
            String status,
            Optional<String> statusReason,
            String phase,
            int progress,
            Optional<String> provider,
            Optional<String> region,
            Optional<String> endpoint,
            Instant createdAt,
            Instant updatedAt,
            List<String> actions) {}

    /** Schema {@code Owner}. */
    record OwnerView(String subject, String issuer, String name) {}

    /** Schema {@code Deployment}: the summary's members and more. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Detail(
            @com.fasterxml.jackson.annotation.JsonUnwrapped Summary summary,
            Map<String, Object> inputs,
            List<OutputView> outputs,
            List<StepView> steps,
            List<AttemptView> attempts,
            List<ResourceView> resources) {}

    /** Schema {@code Output}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record OutputView(String name, String label, Optional<String> type, Object value) {}

    /** Schema {@code Step}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record StepView(
            int attempt,
            String name,
            String state,
            int tries,
            Optional<String> message,
            Instant startedAt,
            Optional<Instant> endedAt) {

        static StepView of(StepEntry step) {
            return new StepView(
                    step.attempt(),
                    step.phase().wire(),
                    step.state().name().toLowerCase(Locale.ROOT),
                    step.tries(),
                    step.message(),
                    step.startedAt(),
                    step.endedAt());
        }
    }

    /** Schema {@code Attempt}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record AttemptView(
            int number,
            String provider,
            String region,
            String state,
            Optional<String> failureClass,
            Optional<String> failure,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<Candidate> candidates) {

        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.number(),
                    attempt.site().provider(),
                    attempt.site().region(),
                    attempt.state().name().toLowerCase(Locale.ROOT),
                    attempt.failureClass()
                            .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-')),
                    attempt.failure(),
                    attempt.startedAt(),
                    attempt.endedAt(),
                    attempt.candidates());
        }
    }

    /** Schema {@code Resource}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ResourceView(
            String id,
            int attempt,
            String node,
            int index,
            String kind,
            String name,
            Optional<String> cloudId,
            String state,
            Optional<String> detail) {

        static ResourceView of(CloudResource resource) {
            return new ResourceView(
                    resource.id().toString(),
                    resource.attempt(),
                    resource.node(),
                    resource.index(),
                    resource.kind().wire(),
                    resource.name(),
                    resource.cloudId(),
                    resource.state().wire(),
                    resource.detail());
        }
    }

    /** Schema {@code LogLine}. */
    record LogLineView(long number, Instant at, String source, String level, String text) {

        static LogLineView of(LogLine line) {
            return new LogLineView(
                    line.number(),
                    line.at(),
                    line.source().wire(),
                    line.level().wire(),
                    line.text());
        }
    }

    /** Schema {@code Credentials}. */
    record CredentialsView(String user, String privateKey, List<HostView> hosts) {

        @Override
        public String toString() {
            return "CredentialsView[" + hosts + "]";
        }
    }

    /** A host of {@code Credentials}. */
    record HostView(String node, String address, List<String> hostKeys) {}
}
