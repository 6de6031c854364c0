package io.arcipelago.orchestrator.lifecycle;

/** Lets a step that takes long ask whether it should stop. */
@FunctionalInterface
public interface RunControl {

    /**
     * Whether the run goes on. It does not once somebody asked for the opposite of what is being
     * done, another run has taken over, or the process is shutting down.
     */
    boolean goesOn();
}
