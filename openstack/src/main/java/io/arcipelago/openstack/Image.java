package io.arcipelago.openstack;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Glance image.
 *
 * @param visibility {@code public}, {@code community}, {@code shared} or {@code private}
 * @param owner the project that made it, empty if not told
 * @param hidden whether the site leaves it out of lists, as an outdated one ({@code os_hidden})
 * @param properties its custom properties, such as {@code os_distro}, {@code os_version}, {@code
 *     os_type}, {@code architecture}
 */
public record Image(
        String id,
        String name,
        String status,
        String visibility,
        String owner,
        Optional<Instant> createdAt,
        boolean hidden,
        int minDiskGib,
        int minRamMib,
        long sizeBytes,
        List<String> tags,
        Map<String, String> properties) {

    /** One that is not hidden, with neither owner nor age told. */
    public Image(
            String id,
            String name,
            String status,
            String visibility,
            int minDiskGib,
            int minRamMib,
            long sizeBytes,
            List<String> tags,
            Map<String, String> properties) {
        this(
                id,
                name,
                status,
                visibility,
                "",
                Optional.empty(),
                false,
                minDiskGib,
                minRamMib,
                sizeBytes,
                tags,
                properties);
    }

    private static final Set<String> STANDARD =
            Set.of(
                    "id",
                    "name",
                    "status",
                    "visibility",
                    "min_disk",
                    "min_ram",
                    "size",
                    "tags",
                    "self",
                    "file",
                    "schema",
                    "owner",
                    "checksum",
                    "created_at",
                    "updated_at",
                    "container_format",
                    "disk_format",
                    "protected",
                    "virtual_size",
                    "os_hidden",
                    "os_hash_algo",
                    "os_hash_value");

    static Image from(JsonNode node) {
        // Glance images are flat: custom properties stand beside the standard members.
        Map<String, String> properties = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> {
                    if (!STANDARD.contains(entry.getKey()) && entry.getValue().isString()) {
                        properties.put(entry.getKey(), entry.getValue().asString());
                    }
                });
        return new Image(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "status"),
                Json.text(node, "visibility"),
                Json.text(node, "owner"),
                Json.time(node, "created_at"),
                Json.bool(node, "os_hidden"),
                Json.integer(node, "min_disk"),
                Json.integer(node, "min_ram"),
                Json.longInteger(node, "size"),
                Json.texts(node, "tags"),
                Map.copyOf(properties));
    }

    /** A custom property; Glance keeps every value as text. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    public Optional<String> osDistro() {
        return Optional.ofNullable(properties.get("os_distro"));
    }

    public Optional<String> osVersion() {
        return Optional.ofNullable(properties.get("os_version"));
    }

    public Optional<String> osType() {
        return Optional.ofNullable(properties.get("os_type"));
    }

    public Optional<String> architecture() {
        return Optional.ofNullable(properties.get("architecture"));
    }
}
