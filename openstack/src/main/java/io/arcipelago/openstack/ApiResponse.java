package io.arcipelago.openstack;

import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One HTTP answer with its body in full. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ApiResponse(int status, HttpHeaders headers, byte[] body) {

    /** The body as JSON; an empty body is an empty object. */
    JsonNode json(ApiRequest request) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new OpenStackException(
                    OpenStackException.Kind.TRANSIENT,
                    request.describe()
                            + ": status "
                            + status
                            + " with a body that is not JSON; a proxy may answer in the site's"
                            + " place");
        }
    }

    @Override
    public String toString() {
        return "ApiResponse[status=" + status + ", bytes=" + body.length + "]";
    }
}
