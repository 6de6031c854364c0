package io.arcipelago.feeder.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** That a project sees a thing, and how it looks from there. */
record Sighting<T>(ProjectReading from, T item) {

    /** Notes a sighting, once for each project even if its list names the thing twice. */
    static <T> void add(
            Map<ItemKey, List<Sighting<T>>> seen, ProjectReading reading, String id, T item) {
        List<Sighting<T>> sightings =
                seen.computeIfAbsent(new ItemKey(reading.region(), id), _ -> new ArrayList<>());
        if (sightings.stream().noneMatch(it -> it.from().projectId().equals(reading.projectId()))) {
            sightings.add(new Sighting<>(reading, item));
        }
    }

    static <T> List<String> projects(List<Sighting<T>> sightings) {
        return sightings.stream().map(it -> it.from().projectId()).sorted().toList();
    }
}
