package io.arcipelago.benchmarks.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The slices of one provider's rounds, told as median and spread. */
final class Figures {

    private final List<Load.Slice> slices = new ArrayList<>();

    void add(Load.Slice slice) {
        slices.add(slice);
    }

    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double medianMillis() {
        return 1000 / median();
    }

    /** Such as {@code 512 (490-530)}. */
    String text() {
        List<Double> sorted = sorted();
        return String.format(
                Locale.ROOT, "%.0f (%.0f-%.0f)", median(), sorted.getFirst(), sorted.getLast());
    }

    private List<Double> sorted() {
        return slices.stream()
                .map(Load.Slice::perCpuSecond)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
