package io.arcipelago.site.compute;

import io.arcipelago.site.state.Server;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ObjectNode;

/** Server actions: start, stop, console output. */
final class ServerActionApi {

    private static final int CONSOLE_LINES = 1000;

    private final Site site;

    ServerActionApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/servers/{id}/action", this::act);
    }

    private Response act(Request request, Caller caller) {
        ObjectNode body = NovaBody.root(request);
        String id = request.variable("id");
        if (body.has("os-start")) {
            return power(id, caller, "start", Server.Status.SHUTOFF, Server.Task.POWERING_ON);
        }
        if (body.has("os-stop")) {
            return power(id, caller, "stop", Server.Status.ACTIVE, Server.Task.POWERING_OFF);
        }
        if (body.has("os-getConsoleOutput")) {
            int lines =
                    JsonBody.integer(body.path("os-getConsoleOutput"), "length")
                            .filter(it -> it >= 0)
                            .orElse(CONSOLE_LINES);
            return console(id, caller, Math.min(lines, CONSOLE_LINES));
        }
        String action = body.isEmpty() ? "" : body.propertyNames().iterator().next();
        throw ApiError.badRequest("There is no such action: " + action);
    }

    private Response power(
            String id, Caller caller, String verb, Server.Status needed, Server.Task task) {
        site.store()
                .change(data -> {
                    Server server = ServerApi.find(data, id, caller);
                    if (server.condition().task().isPresent()) {
                        throw cannot(
                                verb,
                                id,
                                "task_state " + server.condition().task().get().wireName());
                    }
                    if (server.condition().status() != needed) {
                        throw cannot(
                                verb,
                                id,
                                "vm_state " + ServerViews.vmState(server.condition().status()));
                    }
                    return data.servers().put(id, server.withTask(task, site.clock().instant()));
                });
        site.work().server(id);
        return Response.empty(202);
    }

    private static ApiError cannot(String verb, String id, String state) {
        return ApiError.conflict(
                "Cannot '" + verb + "' instance " + id + " while it is in " + state);
    }

    private Response console(String id, Caller caller, int lines) {
        Server server = site.store().read(data -> ServerApi.find(data, id, caller));
        if (server.condition().status() == Server.Status.BUILD) {
            throw ApiError.conflict("Instance " + id + " is not ready");
        }
        ObjectNode body = JsonBody.object();
        body.put("output", String.join("\n", site.work().console(id, lines)) + "\n");
        return Response.json(200, body);
    }
}
