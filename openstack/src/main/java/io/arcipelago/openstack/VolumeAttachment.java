package io.arcipelago.openstack;

import tools.jackson.databind.JsonNode;

/** A volume seen by a server as a device, such as {@code /dev/vdb}. */
public record VolumeAttachment(String serverId, String volumeId, String device) {

    static VolumeAttachment from(JsonNode node) {
        return new VolumeAttachment(
                Json.text(node, "serverId"),
                Json.text(node, "volumeId"),
                Json.text(node, "device"));
    }
}
