package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.openstack.Flavor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the flavors that projects see into the flavors of regions. A project may use what it sees:
 * asking Nova who may use a flavor takes an administrator.
 */
final class Flavors {

    private static final Set<String> YES = Set.of("true", "yes", "1", "<is> true");

    private final List<Finding> findings;

    private Flavors(List<Finding> findings) {
        this.findings = findings;
    }

    static List<ProviderSnapshot.Flavor> of(List<ProjectReading> readings, List<Finding> findings) {
        Flavors flavors = new Flavors(findings);
        Map<ItemKey, List<Sighting<Flavor>>> seen = new LinkedHashMap<>();
        for (ProjectReading reading : readings) {
            for (Flavor flavor : reading.flavors().orElse(List.of())) {
                if (!flavor.disabled()) {
                    Sighting.add(seen, reading, flavor.id(), flavor);
                }
            }
        }
        List<ProviderSnapshot.Flavor> all = new ArrayList<>();
        seen.forEach((key, sightings) -> all.add(flavors.flavor(key.region(), sightings)));
        return all;
    }

    private ProviderSnapshot.Flavor flavor(String region, List<Sighting<Flavor>> sightings) {
        Flavor flavor = sightings.getFirst().item();
        // When they disagree, it was made private while we looked: the safe side.
        boolean shared = sightings.stream().allMatch(it -> it.item().isPublic());
        Map<String, String> specs = flavor.extraSpecs();
        int gpus = gpus(region, flavor);
        return new ProviderSnapshot.Flavor(
                region,
                flavor.id(),
                flavor.name(),
                flavor.description(),
                flavor.vcpus(),
                flavor.ramMib(),
                flavor.diskGib(),
                flavor.swapMib(),
                flavor.ephemeralGib(),
                gpus,
                gpus == 0 ? null : specs.get("gpu_model"),
                gpus == 0 ? null : specs.get("gpu_vendor"),
                YES.contains(specs.getOrDefault("infiniband", "").toLowerCase(Locale.ROOT)),
                specs.get("aggregate_instance_extra_specs:local_storage"),
                shared,
                shared ? List.of() : Sighting.projects(sightings));
    }

    private int gpus(String region, Flavor flavor) {
        Optional<String> told =
                Optional.ofNullable(flavor.extraSpecs().get("gpu_number"))
                        .or(() -> Optional.ofNullable(flavor.extraSpecs().get("resources:VGPU")));
        if (told.isEmpty()) {
            return 0;
        }
        try {
            int gpus = Integer.parseInt(told.get().strip());
            if (gpus >= 0) {
                return gpus;
            }
        } catch (NumberFormatException e) {
            // Found below, like a negative number.
        }
        findings.add(
                new Finding(
                        Severity.WARNING,
                        "region " + region + ", flavor " + flavor.name(),
                        "its number of GPUs is '" + told.get() + "'; it is fed without GPUs",
                        "Correct the extra spec gpu_number"));
        return 0;
    }
}
