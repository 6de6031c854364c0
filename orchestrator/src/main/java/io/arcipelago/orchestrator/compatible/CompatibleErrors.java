package io.arcipelago.orchestrator.compatible;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.ErrorShape;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Failures below {@code /orchestrator/deployments} look as clients of the orchestrator expect. */
@Component
class CompatibleErrors implements ErrorShape {

    @Override
    public String pathPrefix() {
        return "/orchestrator/deployments";
    }

    @Override
    public Answer render(ApiFailure failure, String requestId) {
        return new Answer(
                failure.status(),
                MediaType.APPLICATION_JSON,
                new CompatibleShapes.ErrorShapeBody(
                        failure.status().value(),
                        failure.status().getReasonPhrase(),
                        String.valueOf(failure.getMessage())));
    }
}
