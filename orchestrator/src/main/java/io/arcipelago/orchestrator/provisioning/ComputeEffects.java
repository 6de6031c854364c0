package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.Nova;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.Server;
import io.arcipelago.openstack.ServerFilter;
import io.arcipelago.openstack.ServerRequest;
import io.arcipelago.openstack.ServerRequest.Nic;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.ServerSummary;
import io.arcipelago.openstack.Volume;
import io.arcipelago.openstack.VolumeRequest;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Volumes and servers. */
final class ComputeEffects {

    private ComputeEffects() {}

    static final class Volumes implements Effects {

        /** A volume that a server is to see under a device name. */
        record Wanted(String cloudId, String device) {}

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.volumes().volumes().stream()
                    .filter(volume -> volume.name().equals(resource.name()))
                    .map(Volume::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            return site.volumes()
                    .createVolume(
                            new VolumeRequest(
                                    resource.name(),
                                    resource.text("description"),
                                    resource.number("sizeGib"),
                                    Optional.empty(),
                                    metadata(resource)))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            Volume volume =
                    site.volumes()
                            .volume(cloudId)
                            .orElseThrow(() ->
                                    vanished("Volume", resource.name(), FailureClass.CONFLICT));
            String detail = volume.sizeGib() + " GiB";
            return switch (volume.status()) {
                case "available", "in-use", "attaching", "reserved" ->
                        new Observed.Ready(cloudId, detail, Map.of());
                case "error" ->
                        throw failure(
                                FailureClass.UNAVAILABLE,
                                "The site could not make volume " + resource.name());
                default -> new Observed.Pending(cloudId, detail);
            };
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            Optional<Volume> volume = site.volumes().volume(cloudId);
            if (volume.isEmpty()) {
                return true;
            }
            switch (volume.get().status()) {
                case "deleting", "detaching", "attaching" -> {}
                case "in-use" ->
                        volume.get()
                                .attachments()
                                .forEach(it -> site.compute().detachVolume(it.serverId(), cloudId));
                default -> site.volumes().deleteVolume(cloudId);
            }
            return site.volumes().volume(cloudId).isEmpty();
        }
    }

    static final class Servers implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.compute().listServers(ServerFilter.nameStartsWith(resource.name())).stream()
                    .filter(server -> server.name().equals(resource.name()))
                    .map(ServerSummary::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            String port = siblings.get(ResourceKind.PORT, resource.text("port")).requiredCloudId();
            ServerRequest request =
                    new ServerRequest(
                            resource.name(),
                            resource.text("flavorId"),
                            resource.text("imageId"),
                            List.of(new Nic.OfPort(port)),
                            List.of(),
                            Optional.of(resource.text("keypair")),
                            Optional.empty(),
                            Optional.empty(),
                            metadata(resource));
            return site.compute().createServer(request);
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            if (!isActive(resource, cloudId, site)) {
                return new Observed.Pending(cloudId, resource.text("flavorName"));
            }
            List<Volumes.Wanted> missing = missingVolumes(resource, cloudId, siblings, site);
            for (Volumes.Wanted volume : missing) {
                site.compute()
                        .attachVolume(cloudId, volume.cloudId(), Optional.of(volume.device()));
            }
            String address =
                    siblings.get(ResourceKind.PORT, resource.text("port"))
                                            .attributes()
                                            .get("address")
                                    instanceof String text
                            ? text
                            : "";
            return new Observed.Ready(
                    cloudId,
                    "%s, %s".formatted(resource.text("flavorName"), resource.text("imageName")),
                    Map.of("privateAddress", address));
        }

        /** Asks with brief lists, which cost the site no calls to Neutron. */
        private static boolean isActive(
                CloudResource resource, String cloudId, OpenStackClient site) {
            ServerFilter mine = ServerFilter.nameStartsWith(resource.name());
            if (contains(
                    site.compute().listServers(mine.withStatus(ServerStatus.ACTIVE)), cloudId)) {
                return true;
            }
            Server server =
                    site.compute()
                            .server(cloudId)
                            .orElseThrow(() ->
                                    vanished("Server", resource.name(), FailureClass.CONFLICT));
            if (server.status() == ServerStatus.ERROR) {
                throw Nova.failed(server);
            }
            return false;
        }

        private static boolean contains(List<ServerSummary> servers, String cloudId) {
            return servers.stream().anyMatch(server -> server.id().equals(cloudId));
        }

        private static List<Volumes.Wanted> missingVolumes(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            List<Volumes.Wanted> wanted = wantedVolumes(resource, siblings);
            if (wanted.isEmpty()) {
                return wanted;
            }
            List<String> attached =
                    site.compute().volumeAttachments(cloudId).stream()
                            .map(attachment -> attachment.volumeId())
                            .toList();
            return wanted.stream().filter(volume -> !attached.contains(volume.cloudId())).toList();
        }

        private static List<Volumes.Wanted> wantedVolumes(
                CloudResource resource, Siblings siblings) {
            List<Volumes.Wanted> wanted = new ArrayList<>();
            if (resource.spec().get("volumes") instanceof List<?> volumes) {
                for (Object volume : volumes) {
                    if (volume instanceof Map<?, ?> map) {
                        String name = String.valueOf(map.get("name"));
                        wanted.add(
                                new Volumes.Wanted(
                                        siblings.get(ResourceKind.VOLUME, name).requiredCloudId(),
                                        String.valueOf(map.get("device"))));
                    }
                }
            }
            return wanted;
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            boolean wasThere = site.compute().deleteServer(cloudId);
            return !wasThere || site.compute().server(cloudId).isEmpty();
        }
    }

    private static Map<String, String> metadata(CloudResource resource) {
        Map<String, String> metadata = new java.util.LinkedHashMap<>();
        @Nullable Object spec = resource.spec().get("metadata");
        if (spec instanceof Map<?, ?> map) {
            map.forEach((key, value) -> metadata.put(String.valueOf(key), String.valueOf(value)));
        }
        return metadata;
    }

    private static ApiFailure vanished(String what, String name, FailureClass failureClass) {
        return failure(
                failureClass,
                "%s %s vanished from the site while it was made".formatted(what, name));
    }

    private static ApiFailure failure(FailureClass failureClass, String message) {
        return new ApiFailure(
                HttpStatus.BAD_GATEWAY, failureClass, "site-failed", message, Map.of());
    }
}
