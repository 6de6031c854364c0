package io.arcipelago.site.network;

import io.arcipelago.site.state.NetworkObject;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Tags of Neutron's objects. */
final class TagsApi {

    private static final int LONGEST_TAG = 60;

    private final Site site;

    TagsApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        kind(routes, "networks", "Network", SiteData::networks, (it, tags) -> it.withTags(tags));
        kind(routes, "subnets", "Subnet", SiteData::subnets, (it, tags) -> it.withTags(tags));
        kind(routes, "routers", "Router", SiteData::routers, (it, tags) -> it.withTags(tags));
        kind(routes, "ports", "Port", SiteData::ports, (it, tags) -> it.withTags(tags));
        kind(
                routes,
                "security-groups",
                "SecurityGroup",
                SiteData::securityGroups,
                (it, tags) -> it.withTags(tags));
        kind(
                routes,
                "floatingips",
                "FloatingIP",
                SiteData::floatingIps,
                (it, tags) -> it.withTags(tags));
    }

    private <T extends NetworkObject> void kind(
            Routes routes,
            String path,
            String name,
            Function<SiteData, Map<String, T>> objects,
            BiFunction<T, List<String>, T> tagged) {
        routes.add(
                "GET",
                "/" + path + "/{id}/tags",
                (request, caller) ->
                        answer(
                                site.store()
                                        .read(data ->
                                                find(objects.apply(data), name, request, caller)
                                                        .tags())));
        routes.add(
                "PUT",
                "/" + path + "/{id}/tags",
                (request, caller) -> {
                    List<String> tags = tags(request);
                    site.store()
                            .change(data -> {
                                Map<String, T> map = objects.apply(data);
                                T found = find(map, name, request, caller);
                                return map.put(found.id(), tagged.apply(found, tags));
                            });
                    return answer(tags);
                });
    }

    private static <T extends NetworkObject> T find(
            Map<String, T> objects, String name, Request request, Caller caller) {
        String id = request.variable("id");
        return Optional.ofNullable(objects.get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound(name, id));
    }

    private static List<String> tags(Request request) {
        ObjectNode body =
                JsonBody.read(request.body())
                        .filter(it -> it.path("tags").isArray())
                        .orElseThrow(
                                () -> ApiError.neutron(400, "HTTPBadRequest", "Invalid tags body"));
        List<String> tags = NeutronBody.texts(body, "tags").stream().distinct().toList();
        for (String tag : tags) {
            if (tag.isEmpty() || tag.length() > LONGEST_TAG || tag.contains(",")) {
                throw NeutronErrors.invalid(
                        "'"
                                + tag
                                + "' is not a tag: 1 to "
                                + LONGEST_TAG
                                + " characters, no comma.");
            }
        }
        return tags;
    }

    private static Response answer(List<String> tags) {
        ObjectNode body = JsonBody.object();
        NeutronBody.array(body, "tags", tags);
        return Response.json(200, body);
    }
}
