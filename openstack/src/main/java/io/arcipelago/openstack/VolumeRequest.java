package io.arcipelago.openstack;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An empty volume to create.
 *
 * @param type empty for the site's default
 */
public record VolumeRequest(
        String name,
        String description,
        int sizeGib,
        Optional<String> type,
        Map<String, String> metadata) {

    public VolumeRequest {
        metadata = Map.copyOf(metadata);
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode volume =
                body.putObject("volume")
                        .put("name", name)
                        .put("description", description)
                        .put("size", sizeGib);
        type.ifPresent(name -> volume.put("volume_type", name));
        ObjectNode pairs = volume.putObject("metadata");
        metadata.forEach(pairs::put);
        return body;
    }
}
