package io.arcipelago.site.network;

import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Paging;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.work.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Neutron's lists: any scalar attribute filters, tags filter, pages have links. */
final class NeutronLists {

    private static final Set<String> NOT_FILTERS =
            Set.of("limit", "marker", "fields", "sort_key", "sort_dir", "page_reverse");

    private NeutronLists() {}

    static Response answer(Site site, Request request, String member, List<ObjectNode> all) {
        List<ObjectNode> matching = all.stream().filter(it -> matches(it, request)).toList();
        Paging<ObjectNode> paging;
        try {
            paging =
                    Paging.of(
                            matching,
                            request,
                            site.config().pageLimit(),
                            it -> it.path("id").asString(""));
        } catch (ApiError e) {
            throw NeutronErrors.invalid(String.valueOf(e.getMessage()));
        }
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray(member);
        paging.page().forEach(array::add);
        paging.nextQuery()
                .ifPresent(query ->
                        body.putArray(member + "_links")
                                .addObject()
                                .put("rel", "next")
                                .put(
                                        "href",
                                        site.publicUrl()
                                                + "/network/v2.0"
                                                + request.path()
                                                + "?"
                                                + query));
        return Response.json(200, body);
    }

    private static boolean matches(ObjectNode object, Request request) {
        for (Map.Entry<String, List<String>> filter : request.query().entrySet()) {
            String attribute = filter.getKey();
            if (!NOT_FILTERS.contains(attribute)
                    && !matches(object, attribute, filter.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(ObjectNode object, String attribute, List<String> wanted) {
        if (attribute.equals("tags")) {
            Set<String> tags = new HashSet<>();
            object.path("tags").forEach(it -> tags.add(it.asString("")));
            return wanted.stream().allMatch(it -> tags.containsAll(List.of(it.split(",", -1))));
        }
        JsonNode value = object.path(attribute);
        if (value.isMissingNode()) {
            throw NeutronErrors.invalid("'" + attribute + "' is not supported for filtering.");
        }
        // Neutron's clients write booleans in Python's way too.
        return wanted.stream()
                .anyMatch(it ->
                        value.isBoolean()
                                ? value.asString("").equalsIgnoreCase(it)
                                : value.asString("").equals(it));
    }
}
