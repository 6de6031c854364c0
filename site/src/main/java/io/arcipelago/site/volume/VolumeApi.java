package io.arcipelago.site.volume;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Volume;
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
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cinder's volumes and types. */
public final class VolumeApi {

    private final Site site;

    private VolumeApi(Site site) {
        this.site = site;
    }

    /** Paths are below the project's segment. */
    public static Routes routes(Site site) {
        VolumeApi api = new VolumeApi(site);
        Routes routes = new Routes();
        routes.add("GET", "/volumes", api::list);
        routes.add("GET", "/volumes/detail", api::list);
        routes.add("POST", "/volumes", api::create);
        routes.add("GET", "/volumes/{id}", api::show);
        routes.add("DELETE", "/volumes/{id}", api::delete);
        routes.add("GET", "/types", (_, _) -> api.types());
        new VolumeQuotaApi(site).addTo(routes);
        return routes;
    }

    private static Volume find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.volumes().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> ApiError.notFound("Volume " + id + " could not be found."));
    }

    private Response list(Request request, Caller caller) {
        List<Volume> mine =
                new ArrayList<>(
                        site.store()
                                .read(data ->
                                        data.volumes().values().stream()
                                                .filter(it ->
                                                        it.projectId().equals(caller.projectId()))
                                                .toList()));
        request.parameter("name").ifPresent(name -> mine.removeIf(it -> !it.name().equals(name)));
        request.parameter("status")
                .ifPresent(status -> mine.removeIf(it -> !it.status().wireName().equals(status)));
        Collections.reverse(mine);
        Paging<Volume> paging = Paging.of(mine, request, site.config().pageLimit(), Volume::id);
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("volumes");
        paging.page().forEach(it -> array.add(view(it)));
        paging.nextQuery()
                .ifPresent(query ->
                        body.putArray("volumes_links")
                                .addObject()
                                .put("rel", "next")
                                .put(
                                        "href",
                                        site.publicUrl()
                                                + "/volume/v3/"
                                                + caller.projectId()
                                                + request.path()
                                                + "?"
                                                + query));
        return Response.json(200, body);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked =
                JsonBody.read(request.body())
                        .flatMap(root ->
                                root.path("volume") instanceof ObjectNode object
                                        ? Optional.of(object)
                                        : Optional.<ObjectNode>empty())
                        .orElseThrow(() ->
                                ApiError.badRequest(
                                        "Missing required element 'volume' in request" + " body."));
        int size =
                JsonBody.integer(asked, "size")
                        .filter(it -> it > 0)
                        .orElseThrow(() ->
                                ApiError.badRequest(
                                        "Invalid input received: Volume size must be a"
                                                + " positive integer."));
        String type = type(asked);
        Map<String, String> metadata = new LinkedHashMap<>();
        asked.path("metadata")
                .properties()
                .forEach(it -> metadata.put(it.getKey(), it.getValue().asString("")));
        Volume volume =
                new Volume(
                        UUID.randomUUID().toString(),
                        caller.projectId(),
                        JsonBody.text(asked, "name").orElse(""),
                        JsonBody.text(asked, "description").orElse(""),
                        size,
                        type,
                        metadata,
                        Volume.Status.CREATING,
                        Optional.empty(),
                        site.clock().instant());
        site.store()
                .change(data -> {
                    checkQuota(data, caller, size);
                    return Optional.ofNullable(data.volumes().put(volume.id(), volume));
                });
        site.work().volume(volume.id());
        ObjectNode body = JsonBody.object();
        body.set("volume", view(volume));
        return Response.json(202, body);
    }

    private String type(ObjectNode asked) {
        Optional<String> wanted = JsonBody.text(asked, "volume_type");
        for (String type : site.config().volumeTypes()) {
            if (wanted.isEmpty()
                    || wanted.get().equals(type)
                    || wanted.get().equals(typeId(type))) {
                return type;
            }
        }
        throw ApiError.notFound(
                "Volume type with name " + wanted.orElse("") + " could not be found.");
    }

    private void checkQuota(SiteData data, Caller caller, int size) {
        Project project =
                site.config()
                        .project(caller.projectId())
                        .orElseThrow(() -> ApiError.forbidden("The project is gone."));
        VolumeUse used = VolumeUse.of(data, project.id());
        int gigabytes = project.limit("gigabytes");
        if (gigabytes >= 0 && used.gigabytes() + size > gigabytes) {
            throw ApiError.overLimit(
                    "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed"
                            + " gigabytes quota. Requested "
                            + size
                            + "G, quota is "
                            + gigabytes
                            + "G and "
                            + used.gigabytes()
                            + "G has been consumed.");
        }
        int volumes = project.limit("volumes");
        if (volumes >= 0 && used.volumes() + 1 > volumes) {
            throw ApiError.overLimit(
                    "VolumeLimitExceeded: Maximum number of volumes allowed ("
                            + volumes
                            + ") exceeded for quota 'volumes'.");
        }
    }

    private Response show(Request request, Caller caller) {
        Volume volume = site.store().read(data -> find(data, request.variable("id"), caller));
        ObjectNode body = JsonBody.object();
        body.set("volume", view(volume));
        return Response.json(200, body);
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        site.store()
                .change(data -> {
                    Volume volume = find(data, id, caller);
                    boolean idle =
                            switch (volume.status()) {
                                case AVAILABLE, ERROR, ERROR_DELETING, DELETING -> true;
                                case CREATING, ATTACHING, IN_USE, DETACHING -> false;
                            };
                    if (!idle) {
                        throw ApiError.badRequest(
                                "Invalid volume: Volume status must be available or error"
                                        + " or error_restoring or error_extending or"
                                        + " error_managing and must not be migrating, attached,"
                                        + " belong to a group, have snapshots, awaiting a"
                                        + " transfer, or be disassociated from snapshots after"
                                        + " volume transfer.");
                    }
                    return data.volumes().put(id, volume.with(Volume.Status.DELETING));
                });
        site.work().volume(id);
        return Response.empty(202);
    }

    private Response types() {
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("volume_types");
        for (String type : site.config().volumeTypes()) {
            ObjectNode view =
                    array.addObject()
                            .put("id", typeId(type))
                            .put("name", type)
                            .put("is_public", true)
                            .put("os-volume-type-access:is_public", true);
            view.putObject("extra_specs");
        }
        return Response.json(200, body);
    }

    private String typeId(String type) {
        return SiteConfig.idOf(site.config().name(), "volume type", type);
    }

    private static ObjectNode view(Volume volume) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", volume.id())
                        .put("name", volume.name())
                        .put("description", volume.description())
                        .put("status", volume.status().wireName())
                        .put("size", volume.sizeGib())
                        .put("volume_type", volume.type())
                        .put("bootable", "false")
                        .put("encrypted", false)
                        .put("availability_zone", "nova")
                        .put("os-vol-tenant-attr:tenant_id", volume.projectId())
                        // Cinder gives UTC without saying so.
                        .put("created_at", volume.created().toString().replace("Z", ""));
        ObjectNode metadata = view.putObject("metadata");
        volume.metadata().forEach(metadata::put);
        ArrayNode attachments = view.putArray("attachments");
        volume.attached()
                .ifPresent(to ->
                        attachments
                                .addObject()
                                .put("id", volume.id())
                                .put("volume_id", volume.id())
                                .put("server_id", to.serverId())
                                .put("device", to.device()));
        return view;
    }
}
