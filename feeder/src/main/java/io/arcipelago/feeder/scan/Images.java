package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.openstack.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the images that projects see into the images of regions. Public and community ones are
 * shared; of the others, Glance shows a project its own and those that it accepted.
 */
final class Images {

    private static final Set<String> FOR_ALL = Set.of("public", "community");
    private static final Set<String> YES = Set.of("true", "yes", "1", "on");
    private static final List<String> OS_TYPES = List.of("Linux", "Windows", "MacOS");

    private Images() {}

    /**
     * @param tags an image counts with any of them; all do if there are none
     */
    static List<ProviderSnapshot.Image> of(
            List<ProjectReading> readings, List<String> tags, List<Finding> findings) {
        Map<ItemKey, List<Sighting<Image>>> seen = new LinkedHashMap<>();
        for (ProjectReading reading : readings) {
            for (Image image : reading.images().orElse(List.of())) {
                if (!image.hidden() && Wanted.by(tags, image.tags())) {
                    Sighting.add(seen, reading, image.id(), image);
                }
            }
        }
        List<ProviderSnapshot.Image> all = new ArrayList<>();
        seen.forEach((key, sightings) -> all.add(image(key.region(), sightings, findings)));
        return all;
    }

    private static ProviderSnapshot.Image image(
            String region, List<Sighting<Image>> sightings, List<Finding> findings) {
        Image image = sightings.getFirst().item();
        boolean shared =
                sightings.stream().allMatch(it -> FOR_ALL.contains(it.item().visibility()));
        return new ProviderSnapshot.Image(
                region,
                image.id(),
                image.name(),
                image.property("description").orElse(""),
                osType(region, image, findings),
                image.osDistro().orElse(null),
                image.osVersion().orElse(null),
                image.architecture().orElse(null),
                image.property("kernel_id").orElse(null),
                flag(image, "cuda_support"),
                flag(image, "gpu_driver"),
                image.createdAt().orElse(null),
                image.tags(),
                shared,
                shared ? List.of() : Sighting.projects(sightings));
    }

    private static boolean flag(Image image, String property) {
        return image.property(property)
                .filter(it -> YES.contains(it.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static @Nullable String osType(String region, Image image, List<Finding> findings) {
        Optional<String> told = image.osType();
        Optional<String> known =
                told.flatMap(text ->
                        OS_TYPES.stream().filter(it -> it.equalsIgnoreCase(text)).findFirst());
        if (told.isPresent() && known.isEmpty()) {
            findings.add(
                    new Finding(
                            Severity.WARNING,
                            "region " + region + ", image " + image.name(),
                            "its os_type is '" + told.get() + "'; it is fed without",
                            "Set the property os_type to one of " + String.join(", ", OS_TYPES)));
        }
        return known.orElse(null);
    }
}
