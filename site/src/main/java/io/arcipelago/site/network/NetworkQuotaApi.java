package io.arcipelago.site.network;

import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.state.NetworkObject;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Neutron's quotas, with and without use. */
final class NetworkQuotaApi {

    private final Site site;

    NetworkQuotaApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/quotas/{project}", (it, caller) -> show(it, caller, false));
        routes.add("GET", "/quotas/{project}/details", (it, caller) -> show(it, caller, true));
        routes.add("GET", "/quotas/{project}/details.json", (it, caller) -> show(it, caller, true));
    }

    private Response show(Request request, Caller caller, boolean inFull) {
        String projectId = request.variable("project");
        if (!caller.sees(projectId)) {
            throw ApiError.neutron(
                    403, "PolicyNotAuthorized", "rule:get_quota is disallowed by policy");
        }
        Project project =
                site.config()
                        .project(projectId)
                        .orElseThrow(() -> NeutronErrors.notFound("Project", projectId));
        Map<String, Long> used = site.store().read(data -> used(data, projectId));
        ObjectNode body = JsonBody.object();
        ObjectNode quota = body.putObject("quota");
        used.forEach((resource, count) -> {
            if (inFull) {
                quota.putObject(resource)
                        .put("limit", project.limit(resource))
                        .put("used", count)
                        .put("reserved", 0);
            } else {
                quota.put(resource, project.limit(resource));
            }
        });
        return Response.json(200, body);
    }

    private static Map<String, Long> used(SiteData data, String projectId) {
        Map<String, Long> used = new LinkedHashMap<>();
        used.put("network", count(data.networks().values(), projectId));
        used.put("subnet", count(data.subnets().values(), projectId));
        used.put("port", count(data.ports().values(), projectId));
        used.put("router", count(data.routers().values(), projectId));
        used.put("floatingip", count(data.floatingIps().values(), projectId));
        used.put("security_group", count(data.securityGroups().values(), projectId));
        used.put(
                "security_group_rule",
                data.securityGroups().values().stream()
                        .filter(it -> it.projectId().equals(projectId))
                        .mapToLong(it -> it.rules().size())
                        .sum());
        return used;
    }

    private static long count(Collection<? extends NetworkObject> objects, String projectId) {
        return objects.stream().filter(it -> it.projectId().equals(projectId)).count();
    }
}
