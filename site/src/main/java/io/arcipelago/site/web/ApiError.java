package io.arcipelago.site.web;

import tools.jackson.databind.node.ObjectNode;

/** An error that a service answers, in that service's own shape. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    public ApiError(Response response, String message) {
        super(message, null, false, false);
        this.response = response;
    }

    public Response response() {
        return response;
    }

    /** Nova's and Cinder's shape: one member named after the kind of error. */
    public static ApiError wrapped(int status, String kind, String message) {
        ObjectNode body = JsonBody.object();
        body.putObject(kind).put("code", status).put("message", message);
        return new ApiError(Response.json(status, body), message);
    }

    public static ApiError badRequest(String message) {
        return wrapped(400, "badRequest", message);
    }

    public static ApiError notFound(String message) {
        return wrapped(404, "itemNotFound", message);
    }

    public static ApiError conflict(String message) {
        return wrapped(409, "conflictingRequest", message);
    }

    public static ApiError forbidden(String message) {
        return wrapped(403, "forbidden", message);
    }

    /** Cinder's shape of an exceeded quota. */
    public static ApiError overLimit(String message) {
        ObjectNode body = JsonBody.object();
        body.putObject("overLimit").put("code", 413).put("message", message).put("retryAfter", "0");
        return new ApiError(Response.json(413, body), message);
    }

    /** Neutron's shape. */
    public static ApiError neutron(int status, String type, String message) {
        ObjectNode body = JsonBody.object();
        body.putObject("NeutronError").put("type", type).put("message", message).put("detail", "");
        return new ApiError(Response.json(status, body), message);
    }

    /** Keystone's shape, which the token check in front of all services uses too. */
    public static ApiError keystone(int status, String title, String message) {
        ObjectNode body = JsonBody.object();
        body.putObject("error").put("code", status).put("message", message).put("title", title);
        return new ApiError(Response.json(status, body), message);
    }
}
