package io.arcipelago.platform.web;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * The form in which a compatible API tells its clients about failures; a service contributes a bean
 * per form. Paths that no shape claims answer problem details (RFC 9457).
 */
public interface ErrorShape {

    /**
     * The paths that answer in this form: the prefix itself and everything below it, such as {@code
     * /orchestrator} or {@code /identity/scim}. The longest prefix wins.
     */
    String pathPrefix();

    /** The answer for a failure. Must not add anything that the failure does not tell. */
    Answer render(ApiFailure failure, String requestId);

    /**
     * An answer about to be written.
     *
     * @param body serialised as JSON
     */
    record Answer(HttpStatusCode status, MediaType contentType, Object body) {}
}
