package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.feeder.config.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the text of one file. Pure: no file is touched and no issuer asked. */
public final class ConfigReader {

    private ConfigReader() {}

    /**
     * Finds all that the text declares and all that is wrong with it.
     *
     * @param file the name that problems carry
     */
    public static Reading read(String file, String text) {
        Problems problems = new Problems(file);
        Optional<Section> root = Section.parse(text, problems);
        List<ProviderConfig> providers = root.map(it -> providers(file, it)).orElse(List.of());
        if (root.isPresent() && providers.isEmpty() && !problems.anyError()) {
            problems.ofFile(
                    Severity.WARNING,
                    "the file declares no provider",
                    "Add one under 'openstack' or 'kubernetes'");
        }
        return new Reading(problems.anyError() ? List.of() : providers, problems.all());
    }

    /** A location is one of the whole federation, by its site's name. */
    private static void noteMovedSites(Section root, List<ProviderConfig> providers) {
        Map<String, Location> sites = new HashMap<>();
        for (ProviderConfig provider : providers) {
            for (Region region : provider.regions()) {
                Location location = region.location();
                if (location != null) {
                    Location other = sites.putIfAbsent(location.site(), location);
                    if (other != null && !other.equals(location)) {
                        root.warning(
                                provider.provider().type().wire(),
                                "site '" + location.site() + "' is at two places",
                                "Give it one location, or each place a name of its own");
                    }
                }
            }
        }
    }

    private static List<ProviderConfig> providers(String file, Section root) {
        TrustedIssuers trusted = TrustedIssuers.read(root);
        trusted.noteTwins(root);
        Set<String> names = new HashSet<>();
        List<ProviderConfig> providers = new ArrayList<>();
        for (ProviderType type : ProviderType.values()) {
            ProviderReader reader = new ProviderReader(file, type, trusted);
            for (Section section : root.sections(type.wire())) {
                Optional<ProviderConfig> provider = reader.read(section);
                if (provider.isPresent() && !names.add(provider.get().name())) {
                    section.error(
                            "name",
                            "two providers are named '" + provider.get().name() + "'",
                            "Give each a name of its own, whatever its type");
                }
                provider.ifPresent(providers::add);
            }
        }
        root.end();
        noteMovedSites(root, providers);
        return providers;
    }
}
