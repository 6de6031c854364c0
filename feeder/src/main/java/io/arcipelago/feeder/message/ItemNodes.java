package io.arcipelago.feeder.message;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Flavors, images and networks as the messages have them. */
final class ItemNodes {

    private static final int MIB_PER_GIB = 1024;

    private final MessageVersion version;
    private final String project;

    ItemNodes(MessageVersion version, String project) {
        this.version = version;
        this.project = project;
    }

    /** Seconds and {@code Z}: readers parse neither fractions nor a missing offset. */
    static String time(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    ObjectNode flavor(Flavor flavor) {
        return item(flavor.id(), flavor.name(), flavor.description(), flavor.shared())
                .put("vcpus", flavor.vcpus())
                .put("ram", flavor.ramMib())
                .put("disk", flavor.diskGib())
                .put("swap", (flavor.swapMib() + MIB_PER_GIB - 1) / MIB_PER_GIB)
                .put("ephemeral", flavor.ephemeralGib())
                .put("gpus", flavor.gpus())
                .put("gpu_model", flavor.gpuModel())
                .put("gpu_vendor", flavor.gpuVendor())
                .put("infiniband", flavor.infiniband())
                .put("local_storage", flavor.localStorage());
    }

    ObjectNode image(Image image) {
        Instant created = image.createdAt();
        ObjectNode node =
                item(image.id(), image.name(), image.description(), image.shared())
                        .put("os_type", image.osType())
                        .put("os_distro", image.osDistro())
                        .put("os_version", image.osVersion())
                        .put("architecture", image.architecture())
                        .put("kernel_id", image.kernelId())
                        .put("cuda_support", image.cudaSupport())
                        .put("gpu_driver", image.gpuDriver())
                        .put("created_at", created == null ? null : time(created));
        tags(node, image.tags());
        return node;
    }

    ObjectNode network(Network network) {
        Optional<NetworkUse> use =
                network.uses().stream().filter(it -> it.project().equals(project)).findFirst();
        ObjectNode node =
                item(network.id(), network.name(), network.description(), network.shared())
                        .put("is_router_external", network.external())
                        .put("is_default", use.map(NetworkUse::isDefault).orElse(false))
                        .put("mtu", network.mtu())
                        .put("proxy_host", use.map(NetworkUse::proxyHost).orElse(null))
                        .put("proxy_user", use.map(NetworkUse::proxyUser).orElse(null));
        tags(node, network.tags());
        return node;
    }

    private ObjectNode item(String id, String name, String description, boolean shared) {
        boolean second = version == MessageVersion.V2_0_0;
        ObjectNode node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put(second ? "iaas_uuid" : "uuid", id)
                        .put("name", name)
                        .put("description", description)
                        .put("is_shared", shared);
        if (!second && !shared) {
            // The message is about this project; those of others say so themselves.
            node.putArray("projects").add(project);
        }
        return node;
    }

    private static void tags(ObjectNode node, List<String> tags) {
        ArrayNode array = node.putArray("tags");
        tags.forEach(array::add);
    }
}
