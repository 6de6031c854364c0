package io.arcipelago.site.network;

import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Neutron's routes. */
public final class NetworkApi {

    private static final String[] EXTENSIONS = {
        "external-net",
        "router",
        "security-group",
        "standard-attr-tag",
        "standard-attr-description",
        "quotas",
        "quota_details",
        "pagination",
        "filter-validation"
    };

    private NetworkApi() {}

    public static Routes routes(Site site) {
        Routes routes = new Routes();
        routes.add("GET", "/extensions", (_, _) -> extensions());
        routes.add("GET", "/extensions.json", (_, _) -> extensions());
        new NetworksApi(site).addTo(routes);
        new SubnetsApi(site).addTo(routes);
        new RoutersApi(site).addTo(routes);
        new PortsApi(site).addTo(routes);
        new SecurityGroupsApi(site).addTo(routes);
        new FloatingIpsApi(site).addTo(routes);
        new TagsApi(site).addTo(routes);
        new NetworkQuotaApi(site).addTo(routes);
        return routes;
    }

    private static Response extensions() {
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("extensions");
        for (String alias : EXTENSIONS) {
            array.addObject().put("alias", alias).put("name", alias);
        }
        return Response.json(200, body);
    }
}
