package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.feeder.config.ProjectSettings;
import io.arcipelago.openstack.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the networks that projects see into the networks of regions. What Neutron shows a project
 * it may use: its own, external ones, and those that another project shares with it or with all.
 *
 * <p>Neutron calls a network shared towards each project that it is shared with, be it the only
 * one. So a network counts as shared only if every project that was read sees it so.
 */
final class Networks {

    private static final String ACTIVE = "ACTIVE";

    private final List<String> tags;
    private final List<Finding> findings;

    private Networks(List<String> tags, List<Finding> findings) {
        this.tags = tags;
        this.findings = findings;
    }

    /**
     * @param tags a network counts with any of them; all do if there are none
     */
    static List<ProviderSnapshot.Network> of(
            List<ProjectReading> readings, List<String> tags, List<Finding> findings) {
        return new Networks(tags, findings).of(readings);
    }

    private List<ProviderSnapshot.Network> of(List<ProjectReading> readings) {
        Map<ItemKey, List<Sighting<Network>>> seen = new LinkedHashMap<>();
        Map<String, Integer> watchers = new HashMap<>();
        Set<ItemKey> defaults = new HashSet<>();
        for (ProjectReading reading : readings) {
            if (reading.networks().isEmpty()) {
                continue;
            }
            watchers.merge(reading.region(), 1, Integer::sum);
            List<Network> usable = reading.networks().get().stream().filter(this::counts).toList();
            usable.forEach(it -> Sighting.add(seen, reading, it.id(), it));
            for (Network network : defaults(reading, usable)) {
                defaults.add(
                        new ItemKey(reading.projectId() + "\n" + reading.region(), network.id()));
            }
        }
        List<ProviderSnapshot.Network> all = new ArrayList<>();
        seen.forEach((key, sightings) ->
                all.add(
                        network(
                                key.region(),
                                sightings,
                                sightings.size() == watchers.getOrDefault(key.region(), 0),
                                defaults)));
        return all;
    }

    private boolean counts(Network network) {
        return (network.status().isEmpty() || network.status().equals(ACTIVE))
                && Wanted.by(tags, network.tags());
    }

    private static ProviderSnapshot.Network network(
            String region,
            List<Sighting<Network>> sightings,
            boolean seenByAll,
            Set<ItemKey> defaults) {
        Network network = sightings.getFirst().item();
        boolean shared = seenByAll && sightings.stream().allMatch(it -> it.item().shared());
        List<NetworkUse> uses = new ArrayList<>();
        for (Sighting<Network> sighting : sightings) {
            NetworkUse use = use(sighting, defaults);
            if (!shared || use.isDefault() || use.proxyHost() != null) {
                uses.add(use);
            }
        }
        uses.sort(Comparator.comparing(NetworkUse::project));
        return new ProviderSnapshot.Network(
                region,
                network.id(),
                network.name(),
                network.description(),
                network.external(),
                shared,
                network.mtu().filter(it -> it > 0).orElse(null),
                network.tags(),
                uses);
    }

    private static NetworkUse use(Sighting<Network> sighting, Set<ItemKey> defaults) {
        ProjectReading from = sighting.from();
        Optional<ProjectSettings.Proxy> proxy =
                sighting.item().external()
                        ? Optional.empty()
                        : from.project().in(from.region()).proxy();
        return new NetworkUse(
                from.projectId(),
                defaults.contains(
                        new ItemKey(from.projectId() + "\n" + from.region(), sighting.item().id())),
                proxy.map(ProjectSettings.Proxy::host).orElse(null),
                proxy.map(ProjectSettings.Proxy::user).orElse(null));
    }

    private List<Network> defaults(ProjectReading reading, List<Network> usable) {
        ProjectSettings settings = reading.project().in(reading.region());
        List<Network> defaults = new ArrayList<>();
        defaults.addAll(
                defaults(
                        reading,
                        usable.stream().filter(Network::external).toList(),
                        settings.publicNetwork(),
                        "default_public_net"));
        defaults.addAll(
                defaults(
                        reading,
                        usable.stream().filter(it -> !it.external()).toList(),
                        settings.privateNetwork(),
                        "default_private_net"));
        return defaults;
    }

    /** The one that the operator names; else the one that Neutron marks; else the only one. */
    private List<Network> defaults(
            ProjectReading reading, List<Network> choice, Optional<String> name, String key) {
        if (name.isPresent()) {
            List<Network> named =
                    choice.stream().filter(it -> it.name().equals(name.get())).toList();
            if (!named.isEmpty()) {
                return named;
            }
            findings.add(
                    new Finding(
                            Severity.WARNING,
                            "region " + reading.region() + ", project " + reading.projectId(),
                            "its " + key + " '" + name.get() + "' is none of the networks it sees",
                            "Correct the name, or share the network with the project"));
        }
        List<Network> marked = choice.stream().filter(Network::isDefault).toList();
        if (!marked.isEmpty()) {
            return marked;
        }
        return name.isEmpty() && choice.size() == 1 ? choice : List.of();
    }
}
