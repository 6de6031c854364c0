package io.arcipelago.cli.deployments;

import io.arcipelago.cli.deployments.Deployment.Step;
import io.arcipelago.cli.output.Times;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Tells each change of a step once, and log lines if wanted. */
public final class Progress implements Follower.Listener {

    private record StepKey(int attempt, String name) {}

    private final Consumer<String> teller;
    private final boolean withLog;
    private final Map<StepKey, String> told = new HashMap<>();

    public Progress(Consumer<String> teller, boolean withLog) {
        this.teller = teller;
        this.withLog = withLog;
    }

    @Override
    public void changed(Deployment deployment, JsonNode document) {
        all(deployment);
    }

    /** Takes what has happened to a deployment so far as told. */
    public Progress after(Deployment deployment) {
        deployment.steps().forEach(step -> told.put(key(step), state(step)));
        return this;
    }

    /** Tells the steps that were not told before. */
    void all(Deployment deployment) {
        for (Step step : deployment.steps()) {
            String state = state(step);
            String before = told.put(key(step), state);
            if (!state.equals(before) && !step.state().equals("waiting")) {
                teller.accept(line(step, deployment));
            }
        }
    }

    @Override
    public void logged(LogLine line, JsonNode document) {
        if (withLog) {
            teller.accept("      " + line.line());
        }
    }

    private static StepKey key(Step step) {
        return new StepKey(step.attempt(), step.name());
    }

    private static String state(Step step) {
        return step.state() + " " + step.tries();
    }

    private static String line(Step step, Deployment deployment) {
        StringBuilder line = new StringBuilder();
        line.append("%-10s %s".formatted(step.name(), step.state()));
        if (step.startedAt() != null && step.endedAt() != null) {
            line.append(" in ")
                    .append(Times.duration(Duration.between(step.startedAt(), step.endedAt())));
        }
        if (step.tries() > 1) {
            line.append(", try ").append(step.tries());
        }
        if (step.attempt() > 1) {
            line.append(", attempt ")
                    .append(step.attempt())
                    .append(" on ")
                    .append(deployment.site());
        }
        if (step.message() != null
                && !step.message().isBlank()
                && !step.message().equals(step.state())) {
            line.append(": ").append(step.message());
        }
        return line.toString();
    }
}
