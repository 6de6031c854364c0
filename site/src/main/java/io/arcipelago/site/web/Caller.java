package io.arcipelago.site.web;

/** Who calls, in which project, as the token says. */
public record Caller(
        String userId, String userName, String projectId, String projectName, boolean admin) {

    /** Whether an object of this project is the caller's to see. */
    public boolean sees(String ownerProjectId) {
        return admin || projectId.equals(ownerProjectId);
    }
}
