package io.arcipelago.site.compute;

import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ObjectNode;

/** Nova's limits and quota sets. */
final class ComputeQuotaApi {

    private final Site site;

    ComputeQuotaApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/limits", (_, caller) -> limits(caller));
        routes.add("GET", "/os-quota-sets/{project}", (it, caller) -> set(it, caller, false));
        routes.add("GET", "/os-quota-sets/{project}/detail", (it, caller) -> set(it, caller, true));
    }

    private Response limits(Caller caller) {
        Project project = project(caller.projectId());
        ComputeQuotas used = site.store().read(data -> ComputeQuotas.used(data, project.id()));
        ObjectNode body = JsonBody.object();
        ObjectNode limits = body.putObject("limits");
        limits.putArray("rate");
        limits.putObject("absolute")
                .put("maxTotalInstances", project.limit("instances"))
                .put("maxTotalCores", project.limit("cores"))
                .put("maxTotalRAMSize", project.limit("ram"))
                .put("maxTotalKeypairs", project.limit("key_pairs"))
                .put("maxServerMeta", 128)
                .put("totalInstancesUsed", used.instances())
                .put("totalCoresUsed", used.cores())
                .put("totalRAMUsed", used.ramMib());
        return Response.json(200, body);
    }

    private Response set(Request request, Caller caller, boolean inFull) {
        String projectId = request.variable("project");
        if (!caller.sees(projectId)) {
            throw ApiError.forbidden(
                    "Policy doesn't allow os_compute_api:os-quota-sets:"
                            + (inFull ? "detail" : "show")
                            + " to be performed.");
        }
        Project project = project(projectId);
        ComputeQuotas used = site.store().read(data -> ComputeQuotas.used(data, project.id()));
        ObjectNode body = JsonBody.object();
        ObjectNode set = body.putObject("quota_set").put("id", projectId);
        put(set, inFull, "instances", project.limit("instances"), used.instances());
        put(set, inFull, "cores", project.limit("cores"), used.cores());
        put(set, inFull, "ram", project.limit("ram"), used.ramMib());
        // Key pairs are counted per user, so a project's use is always told as nought.
        put(set, inFull, "key_pairs", project.limit("key_pairs"), 0);
        put(set, inFull, "metadata_items", 128, 0);
        for (String network : new String[] {"floating_ips", "fixed_ips", "security_groups"}) {
            put(set, inFull, network, -1, 0);
        }
        return Response.json(200, body);
    }

    private static void put(ObjectNode set, boolean inFull, String resource, int limit, int used) {
        if (inFull) {
            set.putObject(resource).put("limit", limit).put("in_use", used).put("reserved", 0);
        } else {
            set.put(resource, limit);
        }
    }

    private Project project(String id) {
        return site.config()
                .project(id)
                .orElseThrow(
                        () -> ApiError.badRequest("Project ID " + id + " is not a valid project."));
    }
}
