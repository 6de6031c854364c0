package io.arcipelago.registry.feed;

import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.registry.state.ItemKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was refused of a snapshot. The first findings are told in full, all of them counted. */
final class Refusals {

    private static final int TOLD = 500;

    private final Set<ItemKey> refused = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private int untold;

    Set<ItemKey> refused() {
        return refused;
    }

    List<Finding> findings() {
        if (untold == 0) {
            return findings;
        }
        List<Finding> all = new ArrayList<>(findings);
        all.add(
                new Finding(
                        Severity.REJECTED,
                        "snapshot",
                        untold + " more findings are not listed",
                        "Correct those that are"));
        return all;
    }

    /** The item itself is not taken; what is known of it stays. */
    void refuse(ItemKey key, String place, Fault fault) {
        refused.add(key);
        tell(Severity.REJECTED, place, fault);
    }

    /** A part of something is not taken. */
    void refusePart(String place, Fault fault) {
        tell(Severity.REJECTED, place, fault);
    }

    void warn(String place, Fault fault) {
        tell(Severity.WARNING, place, fault);
    }

    private void tell(Severity severity, String place, Fault fault) {
        if (findings.size() < TOLD) {
            findings.add(
                    new Finding(
                            severity, Values.shortened(place), fault.message(), fault.remedy()));
        } else {
            untold++;
        }
    }

    /**
     * The items without fault, each key once.
     *
     * @param fault the first fault of an item
     */
    <T> List<T> sound(
            List<T> items,
            Function<T, ItemKey> key,
            Function<T, String> place,
            Function<T, Stream<Optional<Fault>>> fault) {
        Set<ItemKey> seen = new HashSet<>();
        List<T> sound = new ArrayList<>();
        for (T item : items) {
            Optional<Fault> first =
                    Stream.concat(fault.apply(item), Stream.of(Values.storable(item)))
                            .flatMap(Optional::stream)
                            .findFirst();
            ItemKey itsKey = key.apply(item);
            if (first.isPresent()) {
                // The place is made of the item's texts, which may be what is wrong.
                refuse(itsKey, printable(place.apply(item)), first.get());
            } else if (!seen.add(itsKey)) {
                refusePart(
                        place.apply(item),
                        new Fault(
                                "It is in the snapshot more than once; the first one was taken",
                                "Send it once"));
            } else {
                sound.add(item);
            }
        }
        return sound;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars()
                .filter(c -> c != 0 && !Character.isSurrogate((char) c))
                .forEach(c -> printable.append((char) c));
        return printable.toString();
    }
}
