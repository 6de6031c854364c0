package io.arcipelago.site.compute;

import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies as Nova checks them. */
final class NovaBody {

    private NovaBody() {}

    static ObjectNode root(Request request) {
        return JsonBody.read(request.body())
                .orElseThrow(() -> ApiError.badRequest("Malformed request body"));
    }

    /** The one object that the body wraps. */
    static ObjectNode member(Request request, String name) {
        ObjectNode root = root(request);
        if (root.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw missing(name, root, name);
    }

    static ApiError missing(String field, ObjectNode value, String property) {
        return ApiError.badRequest(
                "Invalid input for field/attribute "
                        + field
                        + ". Value: "
                        + value
                        + ". '"
                        + property
                        + "' is a required property");
    }
}
