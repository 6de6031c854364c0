package io.arcipelago.site.compute;

import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ObjectNode;

/** Nova's routes. */
public final class ComputeApi {

    private ComputeApi() {}

    public static Routes routes(Site site) {
        Routes routes = new Routes();
        routes.add("GET", "", (_, _) -> version());
        routes.add("GET", "/", (_, _) -> version());
        routes.add("GET", "/os-availability-zone", (_, _) -> zones());
        new FlavorApi(site).addTo(routes);
        new KeyPairApi(site).addTo(routes);
        new ServerApi(site).addTo(routes);
        new ServerActionApi(site).addTo(routes);
        new AttachmentApi(site).addTo(routes);
        new ComputeQuotaApi(site).addTo(routes);
        return routes;
    }

    private static Response version() {
        ObjectNode body = JsonBody.object();
        body.putObject("version")
                .put("id", "v2.1")
                .put("status", "CURRENT")
                .put("version", Microversion.HIGHEST)
                .put("min_version", Microversion.LOWEST);
        return Response.json(200, body);
    }

    private static Response zones() {
        ObjectNode body = JsonBody.object();
        body.putArray("availabilityZoneInfo")
                .addObject()
                .put("zoneName", "nova")
                .putNull("hosts")
                .putObject("zoneState")
                .put("available", true);
        return Response.json(200, body);
    }

    /** Raised before any route is looked up: an unknown microversion is refused as a whole. */
    public static void checkVersion(Request request) {
        Microversion.of(request);
    }
}
