package io.arcipelago.openstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A Cinder volume.
 *
 * @param status {@code creating}, {@code available}, {@code in-use}, {@code error}, {@code
 *     deleting}, ...
 * @param attachments the servers that see it
 */
public record Volume(
        String id,
        String name,
        String status,
        int sizeGib,
        String type,
        Map<String, String> metadata,
        List<VolumeAttachment> attachments) {

    static Volume from(JsonNode node) {
        List<VolumeAttachment> attachments = new ArrayList<>();
        node.path("attachments")
                .forEach(attachment ->
                        attachments.add(
                                new VolumeAttachment(
                                        Json.text(attachment, "server_id"),
                                        Json.id(node),
                                        Json.text(attachment, "device"))));
        return new Volume(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "status"),
                Json.integer(node, "size"),
                Json.text(node, "volume_type"),
                Json.textMap(node, "metadata"),
                List.copyOf(attachments));
    }
}
