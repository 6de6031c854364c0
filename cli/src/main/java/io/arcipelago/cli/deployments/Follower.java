package io.arcipelago.cli.deployments;

import io.arcipelago.cli.deployments.EventStream.End;
import io.arcipelago.cli.deployments.EventStream.Event;
import io.arcipelago.cli.deployments.EventStream.Heartbeat;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Refusal;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Http;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows a deployment until it is settled. A stream that breaks is opened again and goes on after
 * the last log line, so that no line is lost or shown twice.
 */
public final class Follower {

    /** The service sends a sign of life every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(50);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 30;

    /** Who is told. */
    public interface Listener {

        /** Something about the deployment has changed; also called for its first state. */
        void changed(Deployment deployment, JsonNode document);

        void logged(LogLine line, JsonNode document);
    }

    private final Orchestrator orchestrator;
    private final InstantSource clock;
    private final Duration pause;
    private @Nullable Deployment last;
    private long lastLine;
    private int failures;

    public Follower(Orchestrator orchestrator, InstantSource clock) {
        this(orchestrator, clock, PAUSE);
    }

    Follower(Orchestrator orchestrator, InstantSource clock, Duration pause) {
        this.orchestrator = orchestrator;
        this.clock = clock;
        this.pause = pause;
    }

    /** The number of the last log line that was seen. */
    public long lastLine() {
        return lastLine;
    }

    /**
     * Follows until the deployment is settled and its log is told.
     *
     * @param after the number of the last log line that one has already
     * @param patience how long to follow at most
     * @return the deployment as it was last
     */
    public Deployment follow(String id, long after, Listener listener, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        lastLine = after;
        last = null;
        failures = 0;
        while (true) {
            try (EventStream stream = new EventStream(orchestrator.events(id, lastLine))) {
                read(stream, listener, deadline);
            } catch (IOException | Http.Unreachable e) {
                failed(id, e);
            } catch (Refusal e) {
                if (e.status() < 500) {
                    throw e;
                }
                failed(id, e);
            }
            Deployment now = last;
            if (now != null && now.settled()) {
                return now;
            }
            if (clock.instant().isAfter(deadline)) {
                throw new CliFailure(
                        "Deployment %s is not settled after %s%s; it goes on in the background"
                                .formatted(
                                        id,
                                        Times.duration(patience),
                                        now == null ? "" : " (" + now.status() + ")"));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void failed(String id, Exception reason) {
        failures++;
        if (failures >= MOST_FAILURES) {
            throw new CliFailure(
                    "Deployment %s cannot be followed: %s; it goes on in the background"
                            .formatted(id, reason.getMessage()),
                    reason);
        }
    }

    private void read(EventStream stream, Listener listener, Instant deadline) throws IOException {
        while (clock.instant().isBefore(deadline)) {
            switch (stream.next(SILENCE)) {
                case Event event -> {
                    failures = 0;
                    tell(event, listener);
                }
                case Heartbeat _ -> failures = 0;
                case End _ -> {
                    return;
                }
            }
        }
    }

    private void tell(Event event, Listener listener) {
        switch (event.name()) {
            case "deployment" -> {
                JsonNode document = orchestrator.api().parse(event.data());
                Deployment deployment = orchestrator.api().read(document, Deployment.class);
                last = deployment;
                listener.changed(deployment, document);
            }
            case "log" -> {
                JsonNode document = orchestrator.api().parse(event.data());
                LogLine line = orchestrator.api().read(document, LogLine.class);
                if (line.number() > lastLine) {
                    lastLine = line.number();
                    listener.logged(line, document);
                }
            }
            default -> {
                // A later version of the service may tell more.
            }
        }
    }
}
