package io.arcipelago.orchestrator.deployment;

/** How far a deployment is, in the words that clients of the PaaS orchestrator know. */
public enum DeploymentStatus {
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    CREATE_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED;

    /** Whether nothing more happens unless somebody asks for it. */
    public boolean settled() {
        return switch (this) {
            case CREATE_COMPLETE, CREATE_FAILED, DELETE_COMPLETE, DELETE_FAILED -> true;
            case CREATE_IN_PROGRESS, DELETE_IN_PROGRESS -> false;
        };
    }
}
