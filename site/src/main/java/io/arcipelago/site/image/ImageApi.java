package io.arcipelago.site.image;

import io.arcipelago.site.config.SiteConfig.Image;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Paging;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Glance's list of the site's images, all of them public. */
public final class ImageApi {

    private static final Set<String> NOT_FILTERS =
            Set.of("limit", "marker", "sort_key", "sort_dir");

    private final Site site;

    private ImageApi(Site site) {
        this.site = site;
    }

    public static Routes routes(Site site) {
        ImageApi api = new ImageApi(site);
        Routes routes = new Routes();
        routes.add("GET", "/images", (request, _) -> api.list(request));
        routes.add("GET", "/images/{id}", (request, _) -> api.show(request));
        return routes;
    }

    private Response list(Request request) {
        List<ObjectNode> matching =
                site.config().images().stream()
                        .filter(image -> site.work().boots(image.name()))
                        .map(this::view)
                        .filter(it -> matches(it, request))
                        .toList();
        Paging<ObjectNode> paging =
                Paging.of(
                        matching,
                        request,
                        site.config().pageLimit(),
                        it -> it.path("id").asString(""));
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("images");
        paging.page().forEach(array::add);
        paging.nextQuery().ifPresent(query -> body.put("next", "/v2/images?" + query));
        return Response.json(
                200, body.put("first", "/v2/images").put("schema", "/v2/schemas/images"));
    }

    private static boolean matches(ObjectNode image, Request request) {
        return request.query().entrySet().stream()
                .filter(it -> !NOT_FILTERS.contains(it.getKey()))
                .allMatch(it -> it.getValue().contains(image.path(it.getKey()).asString("")));
    }

    private Response show(Request request) {
        String id = request.variable("id");
        return site.config()
                .image(id)
                .map(it -> Response.json(200, view(it)))
                .orElseThrow(() -> notFound(id));
    }

    /** Glance answers errors as a page, whatever was asked for. */
    private static ApiError notFound(String id) {
        String message = "No image found with ID " + id;
        return new ApiError(Response.html(404, Map.of(), "Not Found"), message);
    }

    private ObjectNode view(Image image) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", image.id())
                        .put("name", image.name())
                        .put("status", "active")
                        .put("visibility", "public")
                        .put("container_format", "bare")
                        .put("disk_format", "raw")
                        .put("min_disk", image.minDiskGib())
                        .put("min_ram", 0)
                        .put("size", image.sizeBytes())
                        .put("protected", false);
        view.putArray("tags");
        image.properties().forEach(view::put);
        // Tells clients that want to know whether anything will really run.
        view.put("arcipelago_driver", site.work().driverName());
        return view;
    }
}
