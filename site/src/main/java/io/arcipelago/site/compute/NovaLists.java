package io.arcipelago.site.compute;

import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Paging;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.work.Site;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page of a Nova list, with the link to the next. */
final class NovaLists {

    private NovaLists() {}

    static <T> Response answer(
            Site site,
            Request request,
            String member,
            Paging<T> paging,
            Function<T, ObjectNode> view) {
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray(member);
        paging.page().forEach(it -> array.add(view.apply(it)));
        paging.nextQuery()
                .ifPresent(query ->
                        body.putArray(member + "_links")
                                .addObject()
                                .put("rel", "next")
                                .put(
                                        "href",
                                        site.publicUrl()
                                                + "/compute/v2.1"
                                                + request.path()
                                                + "?"
                                                + query));
        return Response.json(200, body);
    }
}
