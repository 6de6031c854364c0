package io.arcipelago.benchmarks.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures in Markdown. */
final class Table {

    private Table() {}

    static String rates(Map<Work, Map<Provider, Figures>> all, List<Provider> providers) {
        StringBuilder text = new StringBuilder("| per CPU second |");
        providers.forEach(provider -> text.append(' ').append(provider.name()).append(" |"));
        text.append(" ratio |\n|---|").append("---|".repeat(providers.size())).append("---|\n");
        all.forEach((work, figures) -> {
            text.append("| ").append(work.title()).append(" |");
            for (Provider provider : providers) {
                Figures own = figures.get(provider);
                text.append(' ').append(own == null ? "" : own.text()).append(" |");
            }
            text.append(ratio(figures, providers)).append(" |\n");
        });
        return text.toString();
    }

    private static String ratio(Map<Provider, Figures> figures, List<Provider> providers) {
        Figures ours = figures.get(providers.getFirst());
        Figures theirs = figures.get(providers.getLast());
        return ours == null || theirs == null || ours == theirs
                ? ""
                : String.format(Locale.ROOT, " %.1f", ours.median() / theirs.median());
    }
}
