package io.arcipelago.site.compute;

import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Paging;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.node.ObjectNode;

/** Servers: create, list, show, delete, metadata. */
final class ServerApi {

    private final Site site;
    private final ServerOrders orders;

    ServerApi(Site site) {
        this.site = site;
        this.orders = new ServerOrders(site);
    }

    void addTo(Routes routes) {
        routes.add("GET", "/servers", (request, caller) -> list(request, caller, false));
        routes.add("GET", "/servers/detail", (request, caller) -> list(request, caller, true));
        routes.add("POST", "/servers", this::create);
        routes.add("GET", "/servers/{id}", this::show);
        routes.add("DELETE", "/servers/{id}", this::delete);
        routes.add("GET", "/servers/{id}/metadata", this::showMetadata);
        routes.add("POST", "/servers/{id}/metadata", this::addMetadata);
    }

    /** Another project's server does not exist for the caller. */
    static Server find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.servers().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> ApiError.notFound("Instance " + id + " could not be found."));
    }

    private Response list(Request request, Caller caller, boolean inFull) {
        Predicate<Server> wanted = filter(request);
        // The views are made under the lock: they look at ports, networks and floating IPs.
        return site.store()
                .read(data -> {
                    List<Server> mine = new ArrayList<>();
                    for (Server server : data.servers().values()) {
                        if (server.projectId().equals(caller.projectId()) && wanted.test(server)) {
                            mine.add(server);
                        }
                    }
                    Collections.reverse(mine);
                    return NovaLists.answer(
                            site,
                            request,
                            "servers",
                            Paging.of(mine, request, site.config().pageLimit(), Server::id),
                            it -> inFull ? ServerViews.inFull(data, it) : ServerViews.brief(it));
                });
    }

    /** Ordinary users' other filters, {@code metadata} among them, are ignored as Nova does. */
    private static Predicate<Server> filter(Request request) {
        Predicate<Server> wanted = _ -> true;
        Optional<String> name = request.parameter("name");
        if (name.isPresent()) {
            Pattern pattern = pattern(name.get());
            wanted = wanted.and(it -> pattern.matcher(it.name()).find());
        }
        Optional<String> status = request.parameter("status");
        if (status.isPresent()) {
            wanted =
                    wanted.and(it -> it.condition().status().name().equalsIgnoreCase(status.get()));
        }
        return wanted;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw ApiError.badRequest(
                    "Invalid input for query parameters name. Value: " + text + ".");
        }
    }

    private Response create(Request request, Caller caller) {
        Server server = orders.accept(NovaBody.member(request, "server"), caller);
        site.work().server(server.id());
        site.work().firewalls(server.order().securityGroupIds());
        ObjectNode body = JsonBody.object();
        ObjectNode answer = body.putObject("server").put("id", server.id());
        answer.put("OS-DCF:diskConfig", "MANUAL");
        answer.putArray("links")
                .addObject()
                .put("rel", "self")
                .put("href", site.publicUrl() + "/compute/v2.1/servers/" + server.id());
        return Response.json(202, body);
    }

    private Response show(Request request, Caller caller) {
        return site.store()
                .read(data -> {
                    ObjectNode body = JsonBody.object();
                    body.set(
                            "server",
                            ServerViews.inFull(data, find(data, request.variable("id"), caller)));
                    return Response.json(200, body);
                });
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        site.store()
                .change(data -> {
                    Server server = find(data, id, caller);
                    return data.servers()
                            .replace(
                                    id,
                                    server,
                                    server.withTask(Server.Task.DELETING, site.clock().instant()));
                });
        site.work().server(id);
        return Response.empty(204);
    }

    private Response showMetadata(Request request, Caller caller) {
        Server server = site.store().read(data -> find(data, request.variable("id"), caller));
        return Response.json(200, metadata(server.metadata()));
    }

    private Response addMetadata(Request request, Caller caller) {
        Map<String, String> added = ServerOrders.metadata(NovaBody.member(request, "metadata"));
        String id = request.variable("id");
        Map<String, String> all =
                site.store()
                        .change(data -> {
                            Server server = find(data, id, caller);
                            Map<String, String> merged = new LinkedHashMap<>(server.metadata());
                            merged.putAll(added);
                            data.servers()
                                    .put(id, server.withMetadata(merged, site.clock().instant()));
                            return merged;
                        });
        return Response.json(200, metadata(all));
    }

    private static ObjectNode metadata(Map<String, String> pairs) {
        ObjectNode body = JsonBody.object();
        ObjectNode metadata = body.putObject("metadata");
        pairs.forEach(metadata::put);
        return body;
    }
}
