package io.arcipelago.platform.telemetry;

import org.slf4j.MDC;

/** Names what a thread works on in every log line it writes. */
public final class LogContext {

    /** The key of the deployment's id in the log's context. */
    public static final String DEPLOYMENT_ID = "deploymentId";

    private LogContext() {}

    /** Until it is closed, this thread's log lines carry the deployment's id. */
    public static MDC.MDCCloseable deployment(String id) {
        return MDC.putCloseable(DEPLOYMENT_ID, id);
    }
}
