package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.Tags;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.placement.Choices;
import io.arcipelago.orchestrator.placement.Choices.ServerChoice;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.ComputeNode;
import io.arcipelago.tosca.cloud.NetworkNode;
import io.arcipelago.tosca.cloud.PortSpec;
import io.arcipelago.tosca.cloud.VolumeAttachment;
import io.arcipelago.tosca.cloud.VolumeNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists the objects that an attempt needs on its site, in an order in which they can be made. Pure,
 * but for the new row ids.
 */
public final class ProvisioningPlan {

    /** Networks of different deployments do not see each other, so all may use the same range. */
    private static final String CIDR = "10.64.0.0/24";

    private final CloudTopology topology;
    private final Choices choices;
    private final DeploymentId deployment;
    private final int attempt;
    private final List<CloudResource> resources = new ArrayList<>();

    private ProvisioningPlan(
            CloudTopology topology, Choices choices, DeploymentId deployment, int attempt) {
        this.topology = topology;
        this.choices = choices;
        this.deployment = deployment;
        this.attempt = attempt;
    }

    /**
     * The plan of an attempt.
     *
     * @param publicKey a line of {@code authorized_keys}
     */
    public static List<CloudResource> of(
            CloudTopology topology,
            Choices choices,
            DeploymentId deployment,
            int attempt,
            String publicKey) {
        ProvisioningPlan plan = new ProvisioningPlan(topology, choices, deployment, attempt);
        plan.add(publicKey);
        return List.copyOf(plan.resources);
    }

    private void add(String publicKey) {
        CloudResource keypair =
                put(ResourceKind.KEYPAIR, "keypair", 0, "key", Map.of("publicKey", publicKey), "");
        Map<String, Object> network = network();
        for (ComputeNode node : topology.computes()) {
            CloudResource group =
                    put(
                            ResourceKind.SECURITY_GROUP,
                            node.name(),
                            0,
                            "sg",
                            Map.of("rules", rules(node)),
                            OpenPorts.words(OpenPorts.read(rules(node))));
            for (int index = 0; index < node.count(); index++) {
                server(node, index, keypair, group, network);
            }
        }
    }

    /** The network for all servers; answers what ports say about it. */
    private Map<String, Object> network() {
        if (!choices.privateNetwork().isEmpty()) {
            return Map.of("networkId", choices.privateNetwork());
        }
        String node =
                topology.networks().stream()
                        .filter(it -> !it.isPublic())
                        .map(NetworkNode::name)
                        .findFirst()
                        .orElse("network");
        CloudResource network =
                put(ResourceKind.NETWORK, node, 0, "net", Map.of(), "private network");
        CloudResource subnet =
                put(
                        ResourceKind.SUBNET,
                        node,
                        0,
                        "subnet",
                        Map.of("network", network.name(), "cidr", CIDR),
                        CIDR);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("network", network.name());
        about.put("subnet", subnet.name());
        if (!choices.externalNetwork().isEmpty()) {
            CloudResource router =
                    put(
                            ResourceKind.ROUTER,
                            node,
                            0,
                            "router",
                            Map.of(
                                    "subnet",
                                    subnet.name(),
                                    "externalNetwork",
                                    choices.externalNetwork()),
                            "to the outside");
            about.put("router", router.name());
        }
        return about;
    }

    private void server(
            ComputeNode node,
            int index,
            CloudResource keypair,
            CloudResource group,
            Map<String, Object> network) {
        List<Map<String, Object>> volumes = volumes(node, index);
        Map<String, Object> portSpec = new LinkedHashMap<>(network);
        portSpec.remove("router");
        portSpec.put("securityGroup", group.name());
        CloudResource port = put(ResourceKind.PORT, node.name(), index, "port", portSpec, "");
        ServerChoice choice = choice(node);
        Map<String, Object> serverSpec = new LinkedHashMap<>();
        serverSpec.put("flavorId", choice.flavorId());
        serverSpec.put("flavorName", choice.flavorName());
        serverSpec.put("imageId", choice.imageId());
        serverSpec.put("imageName", choice.imageName());
        serverSpec.put("keypair", keypair.name());
        serverSpec.put("port", port.name());
        serverSpec.put("volumes", volumes);
        put(
                ResourceKind.SERVER,
                node.name(),
                index,
                "",
                serverSpec,
                choice.flavorName() + ", " + choice.imageName());
        if (topology.isPublic(node.name())) {
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("externalNetwork", choices.externalNetwork());
            spec.put("port", port.name());
            if (network.get("router") instanceof String router) {
                spec.put("router", router);
            }
            put(ResourceKind.FLOATING_IP, node.name(), index, "ip", spec, "");
        }
    }

    private List<Map<String, Object>> volumes(ComputeNode node, int index) {
        List<Map<String, Object>> attached = new ArrayList<>();
        char letter = 'b';
        for (VolumeAttachment attachment : topology.attachments()) {
            if (attachment.computeNode().equals(node.name())) {
                VolumeNode volume = topology.volume(attachment.volumeNode()).orElseThrow();
                int sizeGib = volume.sizeGib();
                CloudResource row =
                        put(
                                ResourceKind.VOLUME,
                                volume.name(),
                                index,
                                "vol",
                                Map.of("sizeGib", sizeGib),
                                sizeGib + " GiB");
                String device = attachment.device().orElse("/dev/vd" + letter);
                letter++;
                Map<String, Object> about = new LinkedHashMap<>();
                about.put("name", row.name());
                about.put("device", device);
                attachment.location().ifPresent(it -> about.put("location", it));
                about.put("fsType", attachment.fsType().orElse("ext4"));
                attached.add(about);
            }
        }
        return attached;
    }

    private ServerChoice choice(ComputeNode node) {
        return choices.servers().stream()
                .filter(choice -> choice.node().equals(node.name()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("nothing was chosen for " + node.name()));
    }

    /** What the template opens, and SSH, which configuration needs. */
    private static List<Map<String, Object>> rules(ComputeNode node) {
        List<OpenPorts> open = new ArrayList<>();
        open.add(new OpenPorts("tcp", 22, 22, "0.0.0.0/0"));
        for (PortSpec port : node.ports()) {
            OpenPorts ports =
                    new OpenPorts(
                            port.protocol(),
                            port.fromPort(),
                            port.toPort(),
                            port.remoteCidr().orElse("0.0.0.0/0"));
            if (!open.contains(ports)) {
                open.add(ports);
            }
        }
        return open.stream().map(OpenPorts::spec).toList();
    }

    private CloudResource put(
            ResourceKind kind,
            String node,
            int index,
            String role,
            Map<String, Object> spec,
            String detail) {
        Tags tags = new Tags(deployment.toString(), node, index, attempt);
        Map<String, Object> full = new LinkedHashMap<>(spec);
        full.put("description", tags.description() + (role.isEmpty() ? "" : " " + role));
        full.put("metadata", tags.metadata());
        CloudResource resource =
                new CloudResource(
                        UUID.randomUUID(),
                        attempt,
                        resources.size() + 1,
                        kind,
                        node,
                        index,
                        role.isEmpty() ? tags.name() : tags.name(role),
                        Optional.empty(),
                        ResourceState.PLANNED,
                        detail.isEmpty() ? Optional.empty() : Optional.of(detail),
                        full,
                        Map.of());
        resources.add(resource);
        return resource;
    }
}
