package io.arcipelago.site.network;

import io.arcipelago.site.web.ApiError;

/** Neutron's errors, worded as Neutron does. */
final class NeutronErrors {

    private NeutronErrors() {}

    static ApiError notFound(String kind, String id) {
        // Two of Neutron's texts lack the full stop and one has other words.
        String message =
                switch (kind) {
                    case "SecurityGroup" -> "Security group " + id + " does not exist";
                    case "SecurityGroupRule" -> "Security group rule " + id + " does not exist";
                    case "FloatingIP" -> "Floating IP " + id + " could not be found";
                    case "Router" -> "Router " + id + " could not be found";
                    default -> kind + " " + id + " could not be found.";
                };
        return ApiError.neutron(404, kind + "NotFound", message);
    }

    static ApiError badRequest(String resource, String message) {
        return ApiError.neutron(
                400, "BadRequest", "Bad " + resource + " request: " + message + ".");
    }

    static ApiError invalid(String message) {
        return ApiError.neutron(400, "InvalidInput", "Invalid input for operation: " + message);
    }

    static ApiError conflict(String type, String message) {
        return ApiError.neutron(409, type, message);
    }

    static ApiError overQuota(String resource) {
        return ApiError.neutron(
                409, "OverQuota", "Quota exceeded for resources: ['" + resource + "'].");
    }
}
