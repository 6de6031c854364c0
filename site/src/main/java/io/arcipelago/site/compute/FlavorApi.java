package io.arcipelago.site.compute;

import io.arcipelago.site.config.SiteConfig.Flavor;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Paging;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ObjectNode;

/** Flavors: every project may use all of the site's. */
final class FlavorApi {

    private final Site site;

    FlavorApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/flavors", (request, _) -> list(request, false));
        routes.add("GET", "/flavors/detail", (request, _) -> list(request, true));
        routes.add("GET", "/flavors/{id}", (request, _) -> show(request));
    }

    private Response list(Request request, boolean inFull) {
        return NovaLists.answer(
                site,
                request,
                "flavors",
                Paging.of(site.config().flavors(), request, site.config().pageLimit(), Flavor::id),
                it -> inFull ? view(it, request) : brief(it));
    }

    private Response show(Request request) {
        Flavor flavor =
                site.config()
                        .flavor(request.variable("id"))
                        .orElseThrow(() ->
                                ApiError.notFound(
                                        "Flavor "
                                                + request.variable("id")
                                                + " could not be found."));
        ObjectNode body = JsonBody.object();
        body.set("flavor", view(flavor, request));
        return Response.json(200, body);
    }

    private static ObjectNode brief(Flavor flavor) {
        return JsonBody.object().put("id", flavor.id()).put("name", flavor.name());
    }

    private static ObjectNode view(Flavor flavor, Request request) {
        ObjectNode view =
                brief(flavor)
                        .put("vcpus", flavor.vcpus())
                        .put("ram", flavor.ramMib())
                        .put("disk", flavor.diskGib())
                        .put("swap", "")
                        .put("rxtx_factor", 1.0)
                        .put("OS-FLV-EXT-DATA:ephemeral", 0)
                        .put("OS-FLV-DISABLED:disabled", false)
                        .put("os-flavor-access:is_public", true);
        if (Microversion.of(request).flavorsTellExtraSpecs()) {
            view.putObject("extra_specs");
        }
        return view;
    }
}
