package io.arcipelago.site;

import io.arcipelago.site.fault.Fault;
import io.arcipelago.site.fault.Faults;
import io.arcipelago.site.state.NetworkObject;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults and objects, for tests and operators on this machine. Web pages are kept out: a request
 * with an {@code Origin}, or for another host than this one, is refused.
 */
final class AdminApi {

    static final String PREFIX = "/_admin";

    private static final Caller NOBODY = new Caller("", "", "", "", true);
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d+)?");

    private final Map<String, SiteService> sites;
    private final Faults faults;
    private final Routes routes = new Routes();

    AdminApi(Map<String, SiteService> sites, Faults faults) {
        this.sites = sites;
        this.faults = faults;
        routes.add("GET", "/faults", (_, _) -> list(200));
        routes.add("POST", "/faults", (request, _) -> add(request));
        routes.add("DELETE", "/faults", (request, _) -> clear(request));
        routes.add("GET", "/objects", (request, _) -> objects(request));
    }

    Response answer(Request request, boolean local) {
        boolean foreign =
                !local
                        || request.header().apply("Origin").isPresent()
                        || !LOCAL_HOST.matcher(request.header().apply("Host").orElse("")).matches();
        try {
            if (foreign) {
                throw ApiError.forbidden("Only programs on this machine may do this.");
            }
            return routes.dispatch(request, NOBODY)
                    .orElseThrow(() -> ApiError.notFound("There is no such admin route."));
        } catch (ApiError e) {
            return e.response();
        }
    }

    private Response list(int status) {
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("faults");
        for (Fault fault : faults.all()) {
            array.addObject()
                    .put("id", fault.id())
                    .put("site", fault.site())
                    .put("service", fault.service())
                    .put("method", fault.method())
                    .put("path", fault.path())
                    .put("kind", fault.kind().wireName())
                    .put("count", fault.count())
                    .put("status", fault.status())
                    .put("delay_millis", fault.delay().toMillis())
                    .put("message", fault.message());
        }
        return Response.json(status, body);
    }

    private Response add(Request request) {
        ObjectNode asked =
                JsonBody.read(request.body())
                        .orElseThrow(() -> ApiError.badRequest("The body is not a JSON object."));
        List<String> known =
                List.of(
                        "site",
                        "service",
                        "method",
                        "path",
                        "kind",
                        "count",
                        "status",
                        "delay_millis",
                        "message");
        for (String member : asked.propertyNames()) {
            if (!known.contains(member)) {
                throw ApiError.badRequest("Unknown member '" + member + "'; known: " + known);
            }
        }
        String site = JsonBody.text(asked, "site").orElse("");
        if (!site.isEmpty() && !sites.containsKey(site)) {
            throw ApiError.badRequest("There is no site '" + site + "'.");
        }
        try {
            faults.add(
                    Fault.create(
                            site,
                            JsonBody.text(asked, "service").orElse(""),
                            JsonBody.text(asked, "method").orElse(""),
                            JsonBody.text(asked, "path").orElse(""),
                            JsonBody.text(asked, "kind").orElse(""),
                            JsonBody.integer(asked, "count").orElse(1),
                            JsonBody.integer(asked, "status").orElse(503),
                            Duration.ofMillis(JsonBody.integer(asked, "delay_millis").orElse(1000)),
                            JsonBody.text(asked, "message").orElse("")));
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
        return list(201);
    }

    private Response clear(Request request) {
        faults.clear(request.parameter("site").orElse(""));
        return Response.empty(204);
    }

    /** One line per object that a tenant made, so that "nothing is left" is an empty list. */
    private Response objects(Request request) {
        String name = request.parameter("site").orElse("");
        SiteService site = sites.get(name);
        if (site == null) {
            throw ApiError.notFound(
                    "There is no site '" + name + "'; sites: " + String.join(", ", sites.keySet()));
        }
        SiteData.Snapshot all = site.objects();
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("objects");
        all.servers()
                .forEach(it ->
                        put(array, "server", it.id(), it.projectId(), it.name())
                                .put("status", it.condition().status().name()));
        all.volumes()
                .forEach(it ->
                        put(array, "volume", it.id(), it.projectId(), it.name())
                                .put("status", it.status().wireName()));
        all.keyPairs().forEach(it -> put(array, "keypair", it.name(), "", it.name()));
        all.networks().stream()
                .filter(it -> !it.external())
                .forEach(it -> put(array, "network", it, it.name()));
        all.subnets().stream()
                .filter(it -> !it.projectId().isEmpty())
                .forEach(it -> put(array, "subnet", it, it.name()));
        all.routers().forEach(it -> put(array, "router", it, it.name()));
        all.ports().forEach(it -> put(array, "port", it, it.name()));
        all.securityGroups().stream()
                .filter(it -> !it.name().equals("default"))
                .forEach(it -> put(array, "security_group", it, it.name()));
        all.floatingIps().forEach(it -> put(array, "floatingip", it, it.address()));
        return Response.json(200, body);
    }

    private static void put(ArrayNode array, String kind, NetworkObject object, String name) {
        put(array, kind, object.id(), object.projectId(), name);
    }

    private static ObjectNode put(
            ArrayNode array, String kind, String id, String project, String name) {
        return array.addObject()
                .put("kind", kind)
                .put("id", id)
                .put("project_id", project)
                .put("name", name);
    }
}
