package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.LogLine;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends what happens to a deployment as server-sent events. Each stream looks at the deployment's
 * version twice a second, which any replica can do, whichever of them runs the step machine.
 */
@Component
class DeploymentStream implements DisposableBean {

    private static final int MAX_STREAMS = 500;
    private static final int LOG_BATCH = 200;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(2);

    private final DeploymentStore store;
    private final DeploymentLog log;
    private final ViewAssembly views;
    private final Semaphore places = new Semaphore(MAX_STREAMS);
    private volatile boolean closing;

    DeploymentStream(DeploymentStore store, DeploymentLog log, ViewAssembly views) {
        this.store = store;
        this.log = log;
        this.views = views;
    }

    /**
     * Follows a deployment until it is settled.
     *
     * @param after the number of the last log line that the client has
     */
    SseEmitter follow(Caller caller, DeploymentId id, long after) {
        if (!places.tryAcquire()) {
            throw new ApiFailure(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    FailureClass.UNAVAILABLE,
                    "too-many-streams",
                    "%d people follow deployments already; try again later".formatted(MAX_STREAMS),
                    Map.of());
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Thread.ofVirtual()
                .name("deployment-stream-" + id)
                .start(() -> new Follower(caller, id, after, emitter).run());
        return emitter;
    }

    @Override
    public void destroy() {
        closing = true;
    }

    /** One client's stream. */
    private final class Follower {

        private final Caller caller;
        private final DeploymentId id;
        private final SseEmitter emitter;
        private long lastLine;
        private long lastVersion = -1;
        private long lastSent = System.nanoTime();

        Follower(Caller caller, DeploymentId id, long after, SseEmitter emitter) {
            this.caller = caller;
            this.id = id;
            this.lastLine = after;
            this.emitter = emitter;
        }

        void run() {
            try {
                boolean goesOn = true;
                while (goesOn && !closing) {
                    goesOn = look();
                    if (goesOn) {
                        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                    }
                }
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                // The client has left; the emitter is over already.
                emitter.completeWithError(gone);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            } finally {
                places.release();
            }
        }

        /** Sends what is new; answers whether more may come. */
        private boolean look() throws IOException {
            Optional<Deployment> now = store.find(id);
            if (now.isEmpty()) {
                return false;
            }
            Deployment deployment = now.get();
            if (deployment.version() != lastVersion) {
                lastVersion = deployment.version();
                send(SseEmitter.event().name("deployment").data(views.detail(caller, deployment)));
            }
            int sent = sendLog();
            if (System.nanoTime() - lastSent > HEARTBEAT.toNanos()) {
                send(SseEmitter.event().comment("still here"));
            }
            return !deployment.status().settled() || sent > 0;
        }

        private int sendLog() throws IOException {
            List<LogLine> lines = log.after(id, lastLine, LOG_BATCH);
            for (LogLine line : lines) {
                lastLine = line.number();
                send(
                        SseEmitter.event()
                                .name("log")
                                .id(Long.toString(line.number()))
                                .data(Views.LogLineView.of(line)));
            }
            return lines.size();
        }

        private void send(SseEmitter.SseEventBuilder event) throws IOException {
            emitter.send(event);
            lastSent = System.nanoTime();
        }
    }
}
