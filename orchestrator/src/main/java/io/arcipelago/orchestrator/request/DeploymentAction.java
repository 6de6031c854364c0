package io.arcipelago.orchestrator.request;

/** What somebody may want to do to a deployment. */
public enum DeploymentAction {
    /** See it, its log, its template, its resources. */
    READ,
    /** See the private key of its servers. */
    READ_CREDENTIALS,
    DELETE
}
