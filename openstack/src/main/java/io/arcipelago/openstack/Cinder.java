package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Block storage API v3. Attaching is Nova's: {@link Nova#attachVolume}. */
public final class Cinder {

    private final ServiceApi api;

    Cinder(ServiceApi api) {
        this.api = api;
    }

    public List<Volume> volumes() {
        return api.list("/volumes/detail", "volumes", Map.of(), Volume::from);
    }

    /** Empty once the volume is gone. */
    public Optional<Volume> volume(String id) {
        return api.find("/volumes/" + ServiceApi.segment(id))
                .map(answer -> Volume.from(answer.path("volume")));
    }

    /** Accepts a volume; it can be attached when its status is {@code available}. */
    public Volume createVolume(VolumeRequest request) {
        return Volume.from(api.post("/volumes", request.body()).path("volume"));
    }

    /** Begins the deletion; false if there was none. Raises BAD_REQUEST while it is in use. */
    public boolean deleteVolume(String id) {
        return api.delete("/volumes/" + ServiceApi.segment(id));
    }

    public List<VolumeType> volumeTypes() {
        return api.list(
                "/types",
                "volume_types",
                Map.of(),
                node ->
                        new VolumeType(
                                Json.id(node),
                                Json.text(node, "name"),
                                Json.bool(node, "is_public")));
    }

    /** {@code GET /limits}: the project's absolute limits and use, by Cinder's names. */
    public Map<String, Long> limits() {
        Map<String, Long> limits = new LinkedHashMap<>();
        api.get("/limits")
                .path("limits")
                .path("absolute")
                .properties()
                .forEach(entry -> limits.put(entry.getKey(), entry.getValue().asLong(0)));
        return limits;
    }

    /** The project's quotas with usage, per volume type too. */
    public Map<String, QuotaUsage> quotas() {
        return Quotas.read(
                api.get("/os-quota-sets/" + ServiceApi.segment(api.projectId()) + "?usage=True"),
                "quota_set",
                "in_use");
    }
}
