package io.arcipelago.identity.scim;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.ErrorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Failures as SCIM tells them (RFC 7644, section 3.12). */
@Component
class ScimErrors implements ErrorShape {

    @Override
    public String pathPrefix() {
        return "/identity/scim";
    }

    @Override
    public Answer render(ApiFailure failure, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("schemas", List.of(Scim.ERROR));
        body.put("status", Integer.toString(failure.status().value()));
        if (failure.status() == HttpStatus.CONFLICT) {
            body.put("scimType", "uniqueness");
        }
        body.put("detail", String.valueOf(failure.getMessage()));
        return new Answer(failure.status(), Scim.MEDIA_TYPE, body);
    }
}
