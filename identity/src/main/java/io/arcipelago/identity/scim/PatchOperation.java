package io.arcipelago.identity.scim;

import io.arcipelago.platform.web.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a PATCH body (RFC 7644, section 3.5.2).
 *
 * @param path empty if the value says by its members what is meant
 */
record PatchOperation(Kind kind, String path, JsonNode value) {

    private static final int MAX_OPERATIONS = 100;

    enum Kind {
        ADD,
        REMOVE,
        REPLACE
    }

    /** Reads {@code operations}, as INDIGO IAM's clients write it, or {@code Operations}. */
    static List<PatchOperation> of(JsonNode body) {
        JsonNode list = body.path(body.has("operations") ? "operations" : "Operations");
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_OPERATIONS) {
            throw ApiFailure.badRequest(
                    "invalid-syntax",
                    "Send 1 to " + MAX_OPERATIONS + " operations in the array 'operations'");
        }
        List<PatchOperation> operations = new ArrayList<>();
        for (JsonNode operation : list) {
            operations.add(
                    new PatchOperation(
                            kind(operation.path("op").asString("")),
                            operation.path("path").asString("").strip(),
                            operation.path("value")));
        }
        return operations;
    }

    private static Kind kind(String op) {
        return switch (op.toLowerCase(Locale.ROOT)) {
            case "add" -> Kind.ADD;
            case "remove" -> Kind.REMOVE;
            case "replace" -> Kind.REPLACE;
            default ->
                    throw ApiFailure.badRequest(
                            "invalid-syntax", "An operation's 'op' must be add, remove or replace");
        };
    }
}
