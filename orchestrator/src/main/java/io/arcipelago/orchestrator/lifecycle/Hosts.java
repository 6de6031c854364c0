package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.placement.Choices;
import io.arcipelago.orchestrator.provisioning.CloudResource;
import io.arcipelago.orchestrator.provisioning.HostKeys;
import io.arcipelago.orchestrator.provisioning.ResourceKind;
import io.arcipelago.orchestrator.provisioning.ResourceState;
import io.arcipelago.orchestrator.provisioning.ResourceStore;
import io.arcipelago.orchestrator.provisioning.Siblings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The servers of an attempt as configuration and outputs see them. */
@Component
public class Hosts {

    private static final int CONSOLE_LINES = 500;

    private final ResourceStore resources;

    public Hosts(ResourceStore resources) {
        this.resources = resources;
    }

    /** The attempt's servers with what is known about them. */
    public List<ManagedHost> of(DeploymentId deployment, Attempt attempt) {
        List<CloudResource> all =
                resources.list(deployment).stream()
                        .filter(resource -> resource.attempt() == attempt.number())
                        .filter(resource -> resource.state() != ResourceState.DELETED)
                        .toList();
        List<ManagedHost> hosts = new ArrayList<>();
        for (CloudResource server : all) {
            if (server.kind() == ResourceKind.SERVER) {
                hosts.add(host(server, all, attempt.choices()));
            }
        }
        return hosts;
    }

    private static ManagedHost host(
            CloudResource server, List<CloudResource> all, Choices choices) {
        Optional<String> privateAddress = text(server.attributes().get("privateAddress"));
        Optional<String> publicAddress =
                all.stream()
                        .filter(it -> it.kind() == ResourceKind.FLOATING_IP)
                        .filter(it -> it.node().equals(server.node()))
                        .filter(it -> it.index() == server.index())
                        .findFirst()
                        .flatMap(it -> text(it.attributes().get("address")));
        String user =
                choices.servers().stream()
                        .filter(choice -> choice.node().equals(server.node()))
                        .map(Choices.ServerChoice::loginUser)
                        .findFirst()
                        .orElse("cloud-user");
        List<String> keys =
                server.attributes().get("hostKeys") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        return new ManagedHost(
                server.node() + "_" + server.index(),
                server.node(),
                server.index(),
                publicAddress.or(() -> privateAddress).orElse(""),
                user,
                keys,
                privateAddress,
                publicAddress,
                disks(server, all));
    }

    private static List<ManagedHost.Disk> disks(CloudResource server, List<CloudResource> all) {
        List<ManagedHost.Disk> disks = new ArrayList<>();
        Siblings siblings = new Siblings(all);
        if (server.spec().get("volumes") instanceof List<?> volumes) {
            for (Object volume : volumes) {
                if (volume instanceof Map<?, ?> about
                        && about.get("location") instanceof String location) {
                    siblings.find(ResourceKind.VOLUME, String.valueOf(about.get("name")))
                            .flatMap(CloudResource::cloudId)
                            .ifPresent(id ->
                                    disks.add(
                                            new ManagedHost.Disk(
                                                    id,
                                                    String.valueOf(about.get("device")),
                                                    location,
                                                    String.valueOf(about.get("fsType")))));
                }
            }
        }
        return disks;
    }

    private static Optional<String> text(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    /**
     * Reads the host keys that servers have written to their consoles and keeps them. Answers the
     * servers that have not written them yet.
     */
    public List<String> learnHostKeys(
            DeploymentId deployment, Attempt attempt, OpenStackClient site) {
        List<String> silent = new ArrayList<>();
        for (CloudResource server : resources.list(deployment)) {
            if (server.kind() != ResourceKind.SERVER
                    || server.attempt() != attempt.number()
                    || server.attributes().containsKey("hostKeys")) {
                continue;
            }
            String console = site.compute().consoleOutput(server.requiredCloudId(), CONSOLE_LINES);
            List<String> keys = HostKeys.inConsole(console);
            if (keys.isEmpty()) {
                silent.add(server.node() + "_" + server.index());
            } else {
                resources.record(server.id(), server.state(), null, null, Map.of("hostKeys", keys));
            }
        }
        return silent;
    }
}
