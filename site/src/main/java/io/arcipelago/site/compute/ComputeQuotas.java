package io.arcipelago.site.compute;

import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import java.util.ArrayList;
import java.util.List;

/** What a project's servers use of its quota. */
record ComputeQuotas(int instances, int cores, int ramMib) {

    static ComputeQuotas used(SiteData data, String projectId) {
        int instances = 0;
        int cores = 0;
        int ramMib = 0;
        for (Server server : data.servers().values()) {
            if (server.projectId().equals(projectId)) {
                instances++;
                cores += server.order().vcpus();
                ramMib += server.order().ramMib();
            }
        }
        return new ComputeQuotas(instances, cores, ramMib);
    }

    /** Raises Nova's 403, naming all resources that are exceeded. */
    void check(Project project, int vcpus, int ram) {
        List<String> names = new ArrayList<>();
        List<String> requested = new ArrayList<>();
        List<String> used = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        exceeded(project, "cores", vcpus, cores, names, requested, used, limits);
        exceeded(project, "instances", 1, instances, names, requested, used, limits);
        exceeded(project, "ram", ram, ramMib, names, requested, used, limits);
        if (!names.isEmpty()) {
            String all = String.join(", ", names);
            throw ApiError.forbidden(
                    "Quota exceeded for "
                            + all
                            + ": Requested "
                            + String.join(", ", requested)
                            + ", but already used "
                            + String.join(", ", used)
                            + " of "
                            + String.join(", ", limits)
                            + " "
                            + all);
        }
    }

    private static void exceeded(
            Project project,
            String resource,
            int asked,
            int inUse,
            List<String> names,
            List<String> requested,
            List<String> used,
            List<String> limits) {
        int limit = project.limit(resource);
        if (limit >= 0 && inUse + asked > limit) {
            names.add(resource);
            requested.add(Integer.toString(asked));
            used.add(Integer.toString(inUse));
            limits.add(Integer.toString(limit));
        }
    }
}
