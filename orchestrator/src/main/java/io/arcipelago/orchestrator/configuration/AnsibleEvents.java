package io.arcipelago.orchestrator.configuration;

import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.platform.web.FailureClass;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the callback plugin {@code arcipelago_events} writes: one JSON object per line. Other
 * lines are Ansible's own warnings and errors.
 */
final class AnsibleEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Redaction redaction;
    private final ConfigurationListener listener;
    private String play = "";
    private String task = "";
    private int tasks;
    private int changed;
    private Optional<ConfigurationResult.Failed> failure = Optional.empty();

    AnsibleEvents(Redaction redaction, ConfigurationListener listener) {
        this.redaction = redaction;
        this.listener = listener;
    }

    void line(String line) {
        if (line.isBlank()) {
            return;
        }
        if (line.startsWith("{\"event\"")) {
            try {
                event(JSON.readTree(line));
                return;
            } catch (JacksonException e) {
                // A line that was cut when Ansible was stopped.
            }
        }
        Level level = line.contains("ERROR!") ? Level.ERROR : Level.INFO;
        listener.line(level, redaction.clean(line));
        if (level == Level.ERROR && failure.isEmpty()) {
            fail(FailureClass.CONFIGURATION_FAILED, redaction.clean(line));
        }
    }

    private void event(JsonNode event) {
        switch (event.path("event").asString("")) {
            case "play" -> {
                play = redaction.clean(event.path("play").asString(""));
                listener.line(Level.INFO, "Play: " + play);
            }
            case "task" -> {
                task = redaction.clean(event.path("task").asString(""));
                listener.task(play, task);
            }
            case "result" -> result(event);
            case "no_hosts" -> listener.line(Level.WARNING, "No server matches play " + play);
            default -> {}
        }
    }

    private void result(JsonNode event) {
        String host = event.path("host").asString("");
        String name = redaction.clean(event.path("task").asString(task));
        String about = "%s: %s".formatted(host, name);
        String message = redaction.clean(event.path("message").asString(""));
        switch (event.path("outcome").asString("")) {
            case "ok" -> {
                tasks++;
                listener.line(Level.INFO, about + ": ok");
            }
            case "changed" -> {
                tasks++;
                changed++;
                listener.line(Level.CHANGED, about + ": changed");
            }
            case "ignored" -> listener.line(Level.WARNING, about + ": failed, ignored: " + message);
            case "retry" -> listener.line(Level.INFO, about + ": not yet, trying again");
            case "unreachable" -> {
                listener.line(Level.ERROR, about + ": unreachable: " + message);
                fail(FailureClass.TRANSIENT, "%s is unreachable: %s".formatted(host, message));
            }
            case "failed" -> {
                listener.line(Level.ERROR, about + ": failed: " + message);
                fail(
                        FailureClass.CONFIGURATION_FAILED,
                        "Task '%s' of '%s' failed on %s: %s".formatted(name, play, host, message));
            }
            default -> {}
        }
    }

    /** The first failure is the one to tell: later ones follow from it. */
    private void fail(FailureClass failureClass, String message) {
        if (failure.isEmpty()) {
            failure = Optional.of(new ConfigurationResult.Failed(failureClass, message));
        }
    }

    /** What the run came to, given its exit code. */
    ConfigurationResult result(int exitCode) {
        if (failure.isPresent()) {
            return failure.get();
        }
        if (exitCode == 0) {
            return new ConfigurationResult.Configured(tasks, changed);
        }
        return new ConfigurationResult.Failed(
                FailureClass.CONFIGURATION_FAILED,
                "Ansible ended with code %d after task '%s'".formatted(exitCode, task));
    }
}
