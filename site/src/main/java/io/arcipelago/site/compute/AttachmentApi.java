package io.arcipelago.site.compute;

import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Volume;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Volumes of a server. */
final class AttachmentApi {

    private static final Pattern DEVICE = Pattern.compile("/dev/[a-z]{2,8}");

    private final Site site;

    AttachmentApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/servers/{id}/os-volume_attachments", this::list);
        routes.add("POST", "/servers/{id}/os-volume_attachments", this::attach);
        routes.add("DELETE", "/servers/{id}/os-volume_attachments/{volume}", this::detach);
    }

    private Response list(Request request, Caller caller) {
        List<Volume> volumes =
                site.store()
                        .read(data ->
                                data.volumesOf(
                                                ServerApi.find(data, request.variable("id"), caller)
                                                        .id())
                                        .toList());
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("volumeAttachments");
        volumes.forEach(it -> array.add(view(it)));
        return Response.json(200, body);
    }

    private Response attach(Request request, Caller caller) {
        ObjectNode asked = NovaBody.member(request, "volumeAttachment");
        String volumeId =
                JsonBody.text(asked, "volumeId")
                        .orElseThrow(() -> NovaBody.missing("volumeAttachment", asked, "volumeId"));
        Optional<String> device = JsonBody.text(asked, "device");
        if (device.isPresent() && !DEVICE.matcher(device.get()).matches()) {
            throw ApiError.badRequest(
                    "The supplied device path (" + device.get() + ") is invalid.");
        }
        String serverId = request.variable("id");
        Volume attached =
                site.store().change(data -> attached(data, serverId, volumeId, device, caller));
        site.work().attachments(serverId);
        ObjectNode body = JsonBody.object();
        body.set("volumeAttachment", view(attached));
        return Response.json(200, body);
    }

    private static Volume attached(
            SiteData data,
            String serverId,
            String volumeId,
            Optional<String> device,
            Caller caller) {
        Server server = ServerApi.find(data, serverId, caller);
        Volume volume =
                Optional.ofNullable(data.volumes().get(volumeId))
                        .filter(it -> it.projectId().equals(server.projectId()))
                        .orElseThrow(() ->
                                ApiError.notFound("Volume " + volumeId + " could not be found."));
        boolean settled =
                server.condition().status() == Server.Status.ACTIVE
                        || server.condition().status() == Server.Status.SHUTOFF;
        if (!settled || server.deleting()) {
            throw ApiError.conflict(
                    "Cannot 'attach_volume' instance "
                            + serverId
                            + " while it is in vm_state "
                            + ServerViews.vmState(server.condition().status()));
        }
        if (volume.status() != Volume.Status.AVAILABLE) {
            throw ApiError.badRequest(
                    "Invalid volume: volume '"
                            + volumeId
                            + "' status must be 'available'. Currently in '"
                            + volume.status().wireName()
                            + "'");
        }
        Set<String> taken =
                data.volumesOf(serverId)
                        .flatMap(it -> it.attached().stream())
                        .map(Volume.Attached::device)
                        .collect(Collectors.toSet());
        if (device.filter(taken::contains).isPresent()) {
            throw ApiError.conflict("The device " + device.get() + " is in use.");
        }
        Volume attaching =
                volume.with(
                        Volume.Status.ATTACHING,
                        Optional.of(
                                new Volume.Attached(
                                        serverId, device.orElseGet(() -> freeDevice(taken)))));
        data.volumes().put(volumeId, attaching);
        return attaching;
    }

    private static String freeDevice(Set<String> taken) {
        for (char letter = 'b'; letter <= 'z'; letter++) {
            String device = "/dev/vd" + letter;
            if (!taken.contains(device)) {
                return device;
            }
        }
        throw ApiError.forbidden("The maximum number of volumes of a server is exceeded");
    }

    private Response detach(Request request, Caller caller) {
        String serverId = request.variable("id");
        String volumeId = request.variable("volume");
        site.store()
                .change(data -> {
                    ServerApi.find(data, serverId, caller);
                    Volume volume =
                            data.volumesOf(serverId)
                                    .filter(it -> it.id().equals(volumeId))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            ApiError.notFound(
                                                    "Instance "
                                                            + serverId
                                                            + " is not attached to"
                                                            + " volume "
                                                            + volumeId));
                    if (volume.status() != Volume.Status.IN_USE) {
                        throw ApiError.conflict(
                                "Volume " + volumeId + " is " + volume.status().wireName());
                    }
                    return data.volumes().put(volumeId, volume.with(Volume.Status.DETACHING));
                });
        site.work().attachments(serverId);
        return Response.empty(202);
    }

    private static ObjectNode view(Volume volume) {
        ObjectNode view = JsonBody.object().put("id", volume.id()).put("volumeId", volume.id());
        volume.attached()
                .ifPresent(to -> view.put("serverId", to.serverId()).put("device", to.device()));
        return view;
    }
}
