package io.arcipelago.site.network;

import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.work.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies and quotas as Neutron does. */
final class NeutronBody {

    private static final int LONGEST_TEXT = 255;

    private NeutronBody() {}

    static ObjectNode member(Request request, String name) {
        return JsonBody.read(request.body())
                .flatMap(root ->
                        root.path(name) instanceof ObjectNode object
                                ? Optional.of(object)
                                : Optional.<ObjectNode>empty())
                .orElseThrow(() ->
                        ApiError.neutron(
                                400,
                                "HTTPBadRequest",
                                "Unable to find '" + name + "' in request body"));
    }

    /** A name or description, empty if absent. */
    static String label(JsonNode asked, String member) {
        String text = JsonBody.text(asked, member).orElse("");
        if (text.length() > LONGEST_TEXT) {
            throw NeutronErrors.invalid(
                    "'" + member + "' exceeds maximum length of " + LONGEST_TEXT + ".");
        }
        return text;
    }

    static String required(JsonNode asked, String member) {
        return JsonBody.text(asked, member)
                .filter(it -> !it.isEmpty())
                .orElseThrow(() ->
                        ApiError.neutron(
                                400,
                                "HTTPBadRequest",
                                "Failed to parse request. Required attribute '"
                                        + member
                                        + "' not specified"));
    }

    static List<String> texts(JsonNode asked, String member) {
        List<String> texts = new ArrayList<>();
        asked.path(member).forEach(it -> texts.add(it.asString("")));
        return List.copyOf(texts);
    }

    static void checkQuota(Site site, Caller caller, String resource, long used, int more) {
        int limit =
                site.config().project(caller.projectId()).map(it -> it.limit(resource)).orElse(0);
        if (limit >= 0 && used + more > limit) {
            throw NeutronErrors.overQuota(resource);
        }
    }

    static ArrayNode array(ObjectNode view, String member, List<String> texts) {
        ArrayNode array = view.putArray(member);
        texts.forEach(array::add);
        return array;
    }
}
