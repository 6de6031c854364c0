package io.arcipelago.site.volume;

import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import tools.jackson.databind.node.ObjectNode;

/** Cinder's limits and quota sets. */
final class VolumeQuotaApi {

    private static final int LIMITLESS = -1;

    private final Site site;

    VolumeQuotaApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/limits", (_, caller) -> limits(caller));
        routes.add("GET", "/os-quota-sets/{project}", this::set);
    }

    private Response limits(Caller caller) {
        Project project = project(caller.projectId());
        VolumeUse used = site.store().read(data -> VolumeUse.of(data, project.id()));
        ObjectNode body = JsonBody.object();
        ObjectNode limits = body.putObject("limits");
        limits.putArray("rate");
        limits.putObject("absolute")
                .put("maxTotalVolumes", project.limit("volumes"))
                .put("maxTotalVolumeGigabytes", project.limit("gigabytes"))
                .put("totalVolumesUsed", used.volumes())
                .put("totalGigabytesUsed", used.gigabytes());
        return Response.json(200, body);
    }

    private Response set(Request request, Caller caller) {
        String projectId = request.variable("project");
        if (!caller.sees(projectId)) {
            throw ApiError.forbidden(
                    "Policy doesn't allow volume_extension:quotas:show to be performed.");
        }
        Project project = project(projectId);
        boolean inFull =
                request.parameter("usage").filter(it -> it.equalsIgnoreCase("true")).isPresent();
        return site.store()
                .read(data -> {
                    ObjectNode body = JsonBody.object();
                    ObjectNode set = body.putObject("quota_set").put("id", projectId);
                    VolumeUse all = VolumeUse.of(data, projectId);
                    put(set, inFull, "volumes", project.limit("volumes"), all.volumes());
                    put(set, inFull, "gigabytes", project.limit("gigabytes"), all.gigabytes());
                    put(set, inFull, "snapshots", 0, 0);
                    for (String type : site.config().volumeTypes()) {
                        VolumeUse one = VolumeUse.of(data, projectId, type);
                        put(set, inFull, "volumes_" + type, LIMITLESS, one.volumes());
                        put(set, inFull, "gigabytes_" + type, LIMITLESS, one.gigabytes());
                        put(set, inFull, "snapshots_" + type, LIMITLESS, 0);
                    }
                    return Response.json(200, body);
                });
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
                .orElseThrow(() -> ApiError.notFound("Project " + id + " could not be found."));
    }
}
