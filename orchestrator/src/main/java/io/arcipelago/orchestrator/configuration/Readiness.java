package io.arcipelago.orchestrator.configuration;

/** Whether a server can be logged in to. */
public sealed interface Readiness {

    record Ready() implements Readiness {}

    /** Not yet; worth asking again. */
    record NotYet(String reason) implements Readiness {}

    /** It never will be: another machine answers than the one that was made. */
    record Refused(String reason) implements Readiness {}
}
