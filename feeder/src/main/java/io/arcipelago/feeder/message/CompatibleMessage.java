package io.arcipelago.feeder.message;

import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a project has in a region in the version of the message that is asked for. */
final class CompatibleMessage {

    private static final String TIME = "timestamp";

    private final MessageVersion version;
    private final ProjectView view;
    private final ItemNodes items;

    private CompatibleMessage(MessageVersion version, ProjectView view) {
        this.version = version;
        this.view = view;
        this.items = new ItemNodes(version, view.project().id());
    }

    /** Without the time, so that two messages that say the same are equal. */
    static ObjectNode content(MessageVersion version, ProjectView view) {
        CompatibleMessage message = new CompatibleMessage(version, view);
        return version == MessageVersion.V2_0_0 ? message.second() : message.first();
    }

    static ObjectNode dated(MessageVersion version, ObjectNode content, Instant time) {
        return version.from(MessageVersion.V1_3_0)
                ? content.deepCopy().put(TIME, ItemNodes.time(time))
                : content;
    }

    private ObjectNode first() {
        ObjectNode node = common();
        node.put("identity_endpoint", view.snapshot().provider().endpoint());
        if (version.from(MessageVersion.V1_4_0)) {
            node.put("issuer_audience", view.issuer().audience());
        }
        region(node);
        services(node.putArray("block_storage_services"), ServiceType.BLOCK_STORAGE);
        services(node.putArray("compute_services"), ServiceType.COMPUTE)
                .forEach(service -> {
                    ArrayNode flavors = service.putArray("flavors");
                    view.flavors().forEach(it -> flavors.add(items.flavor(it)));
                    ArrayNode images = service.putArray("images");
                    view.images().forEach(it -> images.add(items.image(it)));
                });
        services(node.putArray("network_services"), ServiceType.NETWORK)
                .forEach(service -> networks(service.putArray("networks")));
        services(node.putArray("object_store_services"), ServiceType.OBJECT_STORE);
        return node;
    }

    private ObjectNode second() {
        ObjectNode node = common();
        node.put("provider_endpoint", view.snapshot().provider().endpoint());
        region(node);
        ArrayNode quotas = node.putArray("quotas");
        for (ServiceType type : ServiceType.values()) {
            String name = type == ServiceType.NETWORK ? "networking" : type.wire();
            view.quotas(type).stream()
                    .filter(it -> it.role() != QuotaRole.PER_USER)
                    .forEach(it -> quotas.add(QuotaNodes.of(it, name)));
        }
        ArrayNode flavors = node.putArray("flavors");
        view.flavors().forEach(it -> flavors.add(items.flavor(it)));
        ArrayNode images = node.putArray("images");
        view.images().forEach(it -> images.add(items.image(it)));
        networks(node.putArray("networks"));
        return node;
    }

    private ObjectNode common() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("msg_version", version.wire())
                .put("provider_name", view.snapshot().provider().name())
                .put("provider_type", view.snapshot().provider().type().wire())
                .put("issuer_endpoint", view.issuer().endpoint())
                .put("issuer_name", view.issuer().name())
                .put("issuer_protocol", view.issuer().protocol())
                .put("user_group", view.project().group())
                .put("project_id", view.project().id());
    }

    private void region(ObjectNode node) {
        node.put("region_name", view.region().name())
                .put("overbooking_cpu", view.region().overbookingCpu())
                .put("overbooking_ram", view.region().overbookingRam())
                .put("bandwidth_in", view.region().bandwidthIn())
                .put("bandwidth_out", view.region().bandwidthOut());
    }

    private void networks(ArrayNode array) {
        view.networks().forEach(it -> array.add(items.network(it)));
    }

    /** Each with its quotas; readers take the first of each kind. */
    private List<ObjectNode> services(ArrayNode array, ServiceType type) {
        List<Quota> quotas = view.quotas(type);
        return view.services(type).stream()
                .map(it -> {
                    ObjectNode service = service(it);
                    ArrayNode own = service.putArray("quotas");
                    quotas.forEach(quota -> own.add(QuotaNodes.of(quota, type.wire())));
                    array.add(service);
                    return service;
                })
                .toList();
    }

    private static ObjectNode service(Service service) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("description", service.description())
                .put("endpoint", service.endpoint())
                .put("type", service.type().wire())
                .put("name", service.name());
    }
}
