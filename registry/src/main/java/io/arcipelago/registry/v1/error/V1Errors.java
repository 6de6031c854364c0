package io.arcipelago.registry.v1.error;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.ErrorShape;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Failures of version 1: {@code {"detail": ...}}, a text or, for 422, a list. */
public final class V1Errors implements ErrorShape {

    /** Where version 1 is. */
    public static final String PATH = "/registry/api/v1";

    private static final int UNAUTHORIZED = 401;

    private final HttpStatusCode unauthenticated;

    /**
     * @param unauthenticated the status for requests without a good token; clients of old know 403
     */
    public V1Errors(HttpStatusCode unauthenticated) {
        this.unauthenticated = unauthenticated;
    }

    @Override
    public String pathPrefix() {
        return PATH;
    }

    @Override
    public Answer render(ApiFailure failure, String requestId) {
        HttpStatusCode status =
                failure.status().value() == UNAUTHORIZED ? unauthenticated : failure.status();
        Object detail =
                failure.details().getOrDefault(Faults.DETAIL, String.valueOf(failure.getMessage()));
        return new Answer(status, MediaType.APPLICATION_JSON, Map.of("detail", detail));
    }
}
