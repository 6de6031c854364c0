package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.registry.RegistrySettings.Guard;
import io.arcipelago.registry.state.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shrink guard, and what it has held in one merge. */
final class Losses {

    private final Guard guard;
    private final Map<Hold.Key, Hold> before;
    private final Instant now;
    private final Set<Hold.Key> looked = new HashSet<>();
    private final List<Hold> held = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Losses(Guard guard, List<Hold> before, Instant now) {
        this.guard = guard;
        this.before = before.stream().collect(Collectors.toMap(Hold::key, Function.identity()));
        this.now = now;
    }

    /** Whether so many of so many may go; if not, they are held from now on. */
    boolean mayGo(String region, Facet facet, int known, int lost) {
        return !guard.holds(known, lost) || released(region, facet, known, lost);
    }

    /** Whether a person said that so many may go; if not, they are held however few they are. */
    boolean released(String region, Facet facet, int known, int lost) {
        Hold.Key key = new Hold.Key(region, facet);
        looked.add(key);
        Hold old = before.get(key);
        if (old != null && old.release() != null && lost <= old.lost()) {
            notes.add(
                    "loss of %d %s%s released by %s: %s"
                            .formatted(
                                    lost,
                                    facet == Facet.IDENTITY ? "items" : facet.wire(),
                                    region.isEmpty() ? "" : " in " + region,
                                    old.release().by(),
                                    old.release().why()));
            return true;
        }
        held.add(new Hold(region, facet, known, lost, since(old), null));
        return false;
    }

    /** A hold of this facet is decided anew; without this one from before stays. */
    void look(String region, Facet facet) {
        looked.add(new Hold.Key(region, facet));
    }

    /** What is held after the merge, in the regions that remain. */
    List<Hold> holds(Set<String> regions) {
        before.values().stream()
                .filter(hold -> !looked.contains(hold.key()))
                .filter(hold -> hold.region().isEmpty() || regions.contains(hold.region()))
                .forEach(held::add);
        return List.copyOf(held);
    }

    /** Who let which losses happen. */
    List<String> notes() {
        return notes;
    }

    private Instant since(@Nullable Hold old) {
        return old == null ? now : old.since();
    }
}
